//! Files that are dropped on the form.

use crate::served::Served;

/// Drops these files at once; what the page says of each.
fn drop_files(served: &Served, files: &[(&str, &str)]) -> String {
    let page = served.get("/add").text();
    let secret = page.split("name=\"secret\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let mut form = format!("--x\r\nContent-Disposition: form-data; name=\"secret\"\r\n\r\n{secret}\r\n");
    for (name, words) in files {
        form +=
            &format!("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n{words}\r\n");
    }
    let answer = served.post("/add", "multipart/form-data; boundary=x", form + "--x--\r\n");
    assert_eq!(answer.status.as_u16(), 200, "{}", answer.text());
    answer.text()
}

fn addresses(served: &Served) -> Vec<String> {
    let articles = served.get("/api/v1/articles?limit=100").json();
    let articles = articles["items"].as_array().unwrap();
    articles.iter().map(|article| article["address"].as_str().unwrap().to_owned()).collect()
}

const ONE: &str = "“Dermaga itu ditutup,” kata Sumi Lestari.";
const OTHER: &str = "“Jembatan itu dibuka,” kata Rano Wetan.";

#[test]
fn files_of_one_name_are_no_revisions_of_one_another() {
    let served = Served::writable();
    let before = served.counts().articles;
    let said = drop_files(&served, &[("berita.txt", ONE), ("berita.txt", OTHER)]);
    assert!(!said.contains("revision"), "{said}");
    let all = addresses(&served);
    let of_name: Vec<&String> = all.iter().filter(|address| address.starts_with("berita.txt")).collect();
    assert!(of_name.len() == 2 && of_name[0] != of_name[1], "{all:?}");
    // Again, and in another drop: nothing is kept twice.
    for files in [[("berita.txt", OTHER), ("berita.txt", ONE)], [("a/b/berita.txt", ONE), ("c\\berita.txt", OTHER)]] {
        let said = drop_files(&served, &files);
        assert_eq!(said.matches("known before").count(), 2, "{said}");
    }
    assert_eq!(served.counts().articles, before + 2);
}
