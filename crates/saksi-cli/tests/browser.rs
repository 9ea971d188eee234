//! A walk through the pages of `saksi serve` with a real browser: Chromium, driven over `WebDriver`.
//!
//! Skipped with a line where `chromedriver` or Chromium is missing. Accessibility is checked by axe-core where its file lies in
//! `target/axe/node_modules/axe-core/axe.min.js` or is named by `SAKSI_AXE`; `.ci/run` puts it there.

#![allow(clippy::disallowed_methods, clippy::disallowed_types, clippy::print_stderr)] // Tests have files, processes and a clock.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::key::Key;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

/// A program that ends with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

fn saksi() -> Command {
    Command::new(env!("CARGO_BIN_EXE_saksi"))
}

/// A served ledger of the example story and of a page that would do harm; the address without its last slash.
fn served(folder: &Path) -> (Running, String) {
    let hostile = folder.join("hostile.html");
    let page = "<html lang=en><body><article><h1>Traps &lt;script&gt;document.title='caught'&lt;/script&gt;</h1>\
        <p>“Look &lt;img src=x onerror=\"document.title='caught'\"&gt; &lt;script&gt;document.title='caught'&lt;/script&gt; \
        here,” said Mayor Ilka Brand &lt;b onclick=alert(1)&gt;of Varn&lt;/b&gt; on Monday to reporters.</p>\
        <p>“The harbour was never closed to fishing boats last winter,” she said.</p></article></body></html>";
    std::fs::write(&hostile, page).unwrap();
    let added = saksi()
        .current_dir(folder)
        .args(["--ledger", "l.saksi", "add", "--quiet"])
        .arg(repository().join("examples"))
        .arg("hostile.html")
        .output()
        .unwrap();
    assert!(added.status.success(), "{}", String::from_utf8_lossy(&added.stderr));
    let mut server = saksi()
        .current_dir(folder)
        .args(["--ledger", "l.saksi", "serve", "--port", "0", "--write"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(server.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let address = line.trim().trim_end_matches('/').to_owned();
    assert!(address.starts_with("http://127.0.0.1:"), "{line}");
    (Running(server), address)
}

/// Starts the driver; `None` where there is none.
async fn driver() -> Option<(Running, String)> {
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let driver = Command::new("chromedriver")
        .arg(format!("--port={port}"))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let running = Running(driver);
    for _ in 0..100 {
        if tokio::net::TcpStream::connect(("127.0.0.1", port)).await.is_ok() {
            return Some((running, format!("http://127.0.0.1:{port}")));
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    None
}

/// A browser window; `None` where no browser is installed.
async fn browser(driver: &str, is_dark: bool, language: &str) -> Option<Client> {
    let mut arguments = vec![
        "--headless=new".to_owned(),
        "--no-sandbox".to_owned(),
        "--disable-gpu".to_owned(),
        "--disable-dev-shm-usage".to_owned(),
        "--window-size=1280,1000".to_owned(),
        format!("--lang={language}"),
        format!("--accept-lang={language}"),
    ];
    if is_dark {
        arguments.extend(["--force-dark-mode".to_owned(), "--blink-settings=preferredColorScheme=0".to_owned()]);
    }
    let options = json!({ "args": arguments, "prefs": { "intl.accept_languages": language } });
    let capabilities = [("goog:chromeOptions".to_owned(), options)].into_iter().collect();
    ClientBuilder::new(HttpConnector::new()).capabilities(capabilities).connect(driver).await.ok()
}

async fn texts(client: &Client, selector: &str) -> Vec<String> {
    let mut texts = Vec::new();
    for element in client.find_all(Locator::Css(selector)).await.unwrap() {
        texts.push(element.text().await.unwrap());
    }
    texts
}

async fn follow(client: &Client, selector: &str) {
    let link = client.wait().for_element(Locator::Css(selector)).await.unwrap();
    let target = link.attr("href").await.unwrap().unwrap();
    let here = client.current_url().await.unwrap();
    client.goto(here.join(&target).unwrap().as_str()).await.unwrap();
}

async fn press(client: &Client, key: char) {
    let keys =
        KeyActions::new("keys".to_owned()).then(KeyAction::Down { value: key }).then(KeyAction::Up { value: key });
    client.perform_actions(keys).await.unwrap();
}

async fn focused(client: &Client, what: &str) -> String {
    let script = format!("const e = document.activeElement; return String(e ? (e.{what} || '') : '');");
    client.execute(&script, vec![]).await.unwrap().as_str().unwrap_or_default().to_owned()
}

/// Tab until the focus lies on something whose property holds these words.
async fn tab_to(client: &Client, what: &str, words: &str) {
    for _ in 0..200 {
        press(client, Key::Tab.into()).await;
        if focused(client, what).await.contains(words) {
            return;
        }
    }
    panic!("the keyboard never reaches {what} {words}");
}

#[tokio::test]
async fn a_walk_through_the_pages() {
    let Some((_driver, driver)) = driver().await else {
        eprintln!("browser: skipped, no chromedriver (Debian: chromium chromium-driver)");
        return;
    };
    let Some(client) = browser(&driver, false, "en").await else {
        eprintln!("browser: skipped, chromedriver found no browser");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let (_server, address) = served(folder.path());

    walk(&client, &address).await;
    by_keyboard(&client, &address).await;
    inert(&client, &address).await;
    narrow(&client, &address).await;
    corrected(&client, &address).await;
    added(&client, &address, folder.path()).await;
    let pages = pages(&client, &address).await;
    accessible(&client, &address, &pages, "light, English").await;
    client.close().await.unwrap();

    let client = browser(&driver, true, "id").await.unwrap();
    client.goto(&format!("{address}/")).await.unwrap();
    assert_eq!(texts(&client, "h1").await, ["Siapa berkata apa"]);
    let ground = client.execute("return getComputedStyle(document.body).backgroundColor", vec![]).await.unwrap();
    assert_eq!(ground, "rgb(23, 22, 20)", "the dark scheme");
    accessible(&client, &address, &pages, "dark, Indonesian").await;
    client.close().await.unwrap();
}

/// Front, claim, article, statement, why.
async fn walk(client: &Client, address: &str) {
    client.goto(&format!("{address}/")).await.unwrap();
    assert_eq!(texts(client, "h1").await, ["Who says what"]);
    follow(client, ".claims h3 a").await;
    let sides = texts(client, ".columns h3").await.join(" ");
    assert!(sides.contains("supports") && sides.contains("disputes"), "{sides}");
    assert!(!texts(client, ".timeline").await.is_empty() && !texts(client, ".origins").await.is_empty());
    follow(client, ".column .meta a").await;
    let here = client.current_url().await.unwrap();
    let row = here.fragment().expect("a statement").to_owned();
    let words = texts(client, &format!("[id='{row}'] blockquote")).await;
    let text = client.find(Locator::Css(".page")).await.unwrap().text().await.unwrap();
    let piece = words[0].split(" … ").next().unwrap().to_owned();
    assert!(text.contains(&piece), "the row's words stand in the article: {piece}");
    // What is pointed at lights up on both sides.
    let script = "const row = document.getElementById(arguments[0]); \
        row.dispatchEvent(new MouseEvent('mouseover', {bubbles: true})); \
        return document.querySelectorAll('.page .lit').length;";
    assert!(client.execute(script, vec![json!(row)]).await.unwrap().as_u64().unwrap() > 0);
    follow(client, &format!("[id='{row}'] a[href*='/why/']")).await;
    assert!(!texts(client, ".why dt").await.is_empty());
    // A view is a link.
    client.goto(&format!("{address}/search?q=Brannock&side=disputes")).await.unwrap();
    assert!(!texts(client, ".rows .disputes").await.is_empty());
    assert_eq!(
        client.find(Locator::Id("side")).await.unwrap().prop("value").await.unwrap().as_deref(),
        Some("disputes")
    );
}

/// From the front page to a statement in its article without a mouse.
async fn by_keyboard(client: &Client, address: &str) {
    client.goto(&format!("{address}/")).await.unwrap();
    press(client, Key::Tab.into()).await;
    assert!(focused(client, "className").await.contains("skip"), "first the way past the navigation");
    tab_to(client, "href", "/claim/").await;
    press(client, Key::Enter.into()).await;
    client.wait().at_most(Duration::from_secs(20)).for_element(Locator::Css(".columns")).await.unwrap();
    tab_to(client, "href", "#r-").await;
    press(client, Key::Enter.into()).await;
    client.wait().at_most(Duration::from_secs(20)).for_element(Locator::Css(".pair")).await.unwrap();
    // The row that the link names has the focus, and from it one letter leads on.
    client.wait().at_most(Duration::from_secs(20)).for_element(Locator::Css(".rows a:focus")).await.unwrap();
    let here = focused(client, "href").await;
    press(client, 'k').await;
    let before = focused(client, "href").await;
    press(client, 'j').await;
    let after = focused(client, "href").await;
    assert!(before != here || after != here, "j and k walk from row to row");
    tab_to(client, "className", "supports").await;
    let lit = client.execute("return document.querySelectorAll('.rows .lit').length", vec![]).await.unwrap();
    assert!(lit.as_u64().unwrap() > 0, "the row of the focused words lights up");
}

/// Nothing of a page's text runs.
async fn inert(client: &Client, address: &str) {
    client.goto(&format!("{address}/search?q=harbour")).await.unwrap();
    client.goto(&format!("{address}/")).await.unwrap();
    let links = client.find_all(Locator::Css(".articles a")).await.unwrap();
    let mut found = None;
    for link in links {
        if link.text().await.unwrap().contains("<script>") {
            found = link.attr("href").await.unwrap();
        }
    }
    client.goto(&format!("{address}{}", found.expect("the page with the traps"))).await.unwrap();
    assert!(!client.title().await.unwrap().starts_with("caught"));
    let alien = "return document.querySelectorAll('img, .page script, .page b, [onclick], [onerror]').length";
    assert_eq!(client.execute(alien, vec![]).await.unwrap(), 0);
    assert!(client.find(Locator::Css(".page")).await.unwrap().text().await.unwrap().contains("<script>"));
}

/// Nothing sticks out of a narrow screen.
async fn narrow(client: &Client, address: &str) {
    client.set_window_size(390, 800).await.unwrap();
    for page in pages(client, address).await {
        client.goto(&format!("{address}{page}")).await.unwrap();
        let wide = "return document.documentElement.scrollWidth - document.documentElement.clientWidth";
        let over = client.execute(wide, vec![]).await.unwrap();
        assert!(over.as_i64().unwrap() <= 0, "{page} is {over} pixels too wide");
    }
    client.set_window_size(1280, 1000).await.unwrap();
}

/// Fills a form and sends it; back when the next page is there.
async fn send(client: &Client, fields: &[(&str, &str)]) {
    for (id, words) in fields {
        let field = client.wait().for_element(Locator::Id(id)).await.unwrap();
        if field.tag_name().await.unwrap() == "select" {
            field.select_by_value(words).await.unwrap();
        } else {
            field.send_keys(words).await.unwrap();
        }
    }
    client.execute("document.body.dataset.before = 'yes'", vec![]).await.unwrap();
    client.find(Locator::Css(".correct button")).await.unwrap().click().await.unwrap();
    client
        .wait()
        .at_most(Duration::from_secs(30))
        .for_element(Locator::Css("body:not([data-before])"))
        .await
        .expect("the form is answered");
}

/// A row that was read wrongly is corrected on the form that its link leads to, and the correction is undone.
async fn corrected(client: &Client, address: &str) {
    client.goto(&format!("{address}/search?q=Brannock&side=disputes")).await.unwrap();
    let row = client.find(Locator::Css(".rows a[href*='/article/'][href*='#r-']")).await.unwrap();
    let row = row.attr("href").await.unwrap().unwrap();
    let id = row.rsplit("#r-").next().unwrap().to_owned();
    follow(client, &format!(".rows a[href*='/corrections?statement='][href$='/{id}']")).await;
    let subject = client.find(Locator::Id("subjects")).await.unwrap().prop("value").await.unwrap().unwrap();
    assert!(subject.ends_with(&id), "the form knows the row: {subject}");
    let reason = "the spokesman <i>only</i> asked";
    send(client, &[("c-stance", "asks"), ("c-who", "Sumi"), ("reason", reason)]).await;
    let history = texts(client, "tbody tr:first-child td").await;
    assert!(history.iter().any(|cell| cell == reason) && history.iter().any(|cell| cell == "holds"), "{history:?}");
    let number = history[0].clone();
    client.goto(&format!("{address}{row}")).await.unwrap();
    let shown = texts(client, &format!("[id='r-{id}'] h3")).await.join(" ");
    assert!(shown.contains("asks") && shown.contains("read as"), "{shown}");

    client.goto(&format!("{address}/corrections")).await.unwrap();
    send(client, &[("kind", "undo"), ("subjects", &number), ("reason", "he did deny it")]).await;
    let states = texts(client, "tbody tr td:last-child").await;
    assert!(states.iter().any(|state| state == "undone"), "{states:?}");
    client.goto(&format!("{address}{row}")).await.unwrap();
    let shown = texts(client, &format!("[id='r-{id}'] h3")).await.join(" ");
    assert!(!shown.contains("read as"), "{shown}");
}

/// Files are added through the form; what became of each stands on the page, and leads to it.
async fn added(client: &Client, address: &str, folder: &Path) {
    let page = |name: &str, words: &str| {
        std::fs::create_dir_all(folder.join(name)).unwrap();
        let path = folder.join(name).join("saved.html");
        let text = format!(
            "<html lang=en><head><title>{name}</title></head><body><article><h1>{name}</h1><p>{words}</p></article></body></html>"
        );
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let one =
        page("Lanterns", "“The lanterns were lit before the tide turned,” said harbour master Oda Finch on Tuesday.");
    let other = page("Ropes", "Oda Finch denied that the ropes on the north quay had been cut by anyone.");
    client.goto(&format!("{address}/add")).await.unwrap();
    send(client, &[("file", &format!("{one}\n{other}")), ("date", "03/04/2025")]).await;
    let results = texts(client, ".results li").await;
    assert_eq!(results.len(), 2, "{results:?}");
    assert!(results.iter().all(|line| line.contains("kept with") && !line.contains("revision")), "{results:?}");
    follow(client, ".results a").await;
    assert_eq!(texts(client, "h1").await, ["Lanterns"]);
    assert!(texts(client, ".rows").await.join(" ").contains("Oda Finch"));
    client.goto(&format!("{address}/")).await.unwrap();
    assert!(texts(client, ".articles a").await.iter().any(|title| title == "Ropes"), "it came in last");
}

/// One of every kind of page.
async fn pages(client: &Client, address: &str) -> Vec<String> {
    client.goto(&format!("{address}/")).await.unwrap();
    let first = |selector: &'static str| async move {
        client.find(Locator::Css(selector)).await.unwrap().attr("href").await.unwrap().unwrap()
    };
    let (claim, article) = (first(".claims h3 a").await, first(".articles a").await);
    client.goto(&format!("{address}{claim}")).await.unwrap();
    let actor = client.find(Locator::Css(".column .who a")).await.unwrap().attr("href").await.unwrap().unwrap();
    client.goto(&format!("{address}{article}")).await.unwrap();
    let why = client.find(Locator::Css("a[href*='/why/']")).await.unwrap().attr("href").await.unwrap().unwrap();
    let fixed = ["/", "/claims", "/search?q=Brannock", "/corrections", "/add", "/api", "/nowhere"];
    fixed.into_iter().map(str::to_owned).chain([claim, article, actor, why]).collect()
}

/// axe-core finds no serious and no critical fault.
async fn accessible(client: &Client, address: &str, pages: &[String], how: &str) {
    let usual = repository().join("target/axe/node_modules/axe-core/axe.min.js");
    let file = std::env::var_os("SAKSI_AXE").map_or(usual, PathBuf::from);
    let Ok(axe) = std::fs::read_to_string(&file) else {
        eprintln!("browser: accessibility skipped, no axe-core at {}", file.display());
        return;
    };
    for page in pages {
        client.goto(&format!("{address}{page}")).await.unwrap();
        client.execute(&axe, vec![]).await.unwrap();
        let run = "const done = arguments[arguments.length - 1]; \
            axe.run(document, { resultTypes: ['violations'] }).then(found => done(found.violations), error => done(String(error)));";
        let found = client.execute_async(run, vec![]).await.unwrap();
        let violations = found.as_array().unwrap_or_else(|| panic!("{page}: {found}"));
        let grave: Vec<String> = violations
            .iter()
            .filter(|fault| matches!(fault["impact"].as_str(), Some("serious" | "critical")))
            .map(|fault| format!("{}: {} {}", fault["id"], fault["help"], nodes(fault)))
            .collect();
        assert!(grave.is_empty(), "{page} ({how}):\n{}", grave.join("\n"));
    }
}

fn nodes(fault: &Value) -> String {
    let nodes = fault["nodes"].as_array().into_iter().flatten().take(3);
    nodes.map(|node| format!("\n  {} {}", node["html"], node["failureSummary"])).collect()
}
