//! Pages read on several threads and handed out in the order of the inputs.
//!
//! One thread walks the inputs, some read pages, and the caller takes what is next. Only a window of pages is in flight,
//! so an archive never lies in memory as a whole. A page that runs out of time is left to its
//! thread (threads cannot be stopped), another takes its place, and the page is read once more by the simplest reader; one that
//! runs out of time again is given up.

use std::collections::{HashMap, VecDeque};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use crate::input::{Found, Task};
use crate::report::Fault;

/// The name of the threads that read pages.
pub(crate) const READERS: &str = "pages";

/// What became of one input.
pub(crate) enum Outcome<T> {
    /// It was read, and this came of it.
    Done(T),
    /// It could not be read.
    Fault(Fault),
    /// A fault of this program.
    Panic(Fault),
    /// Nothing to read, but a word to say.
    Note(String),
}

/// What is done with a page on its thread.
pub(crate) type Work<T> = Arc<dyn Fn(Task) -> Result<T, Fault> + Send + Sync>;

/// Pages in flight, in order.
pub(crate) struct Pool<T> {
    events: Receiver<Event<T>>,
    queue: Queue<T>,
    /// What is known of the pages from `first` on.
    window: VecDeque<Option<Outcome<T>>>,
    first: u64,
    running: HashMap<u64, Running>,
    window_gate: Arc<Gate>,
    timeout: Duration,
    ended: bool,
}

struct Running {
    deadline: Option<Instant>,
    retired: Arc<AtomicBool>,
    /// The page, to be read once more.
    task: Task,
}

enum Event<T> {
    /// The next input.
    Found(Found),
    /// No input is left.
    End,
    Started {
        turn: u64,
        retired: Arc<AtomicBool>,
        task: Box<Task>,
    },
    Done {
        turn: u64,
        outcome: Outcome<T>,
        retired: Arc<AtomicBool>,
    },
}

/// Where threads take their pages from.
struct Queue<T> {
    tasks: Arc<Mutex<Receiver<(u64, Task)>>>,
    push: Sender<(u64, Task)>,
    events: Sender<Event<T>>,
    work: Work<T>,
}

impl<T: Send + 'static> Pool<T> {
    /// Starts to walk the inputs and to read their pages, `jobs` at once.
    pub(crate) fn start(
        jobs: usize,
        timeout: Duration,
        work: Work<T>,
        walk: impl FnOnce(&mut dyn FnMut(Found) -> bool) + Send + 'static,
    ) -> Self {
        let (sender, events) = mpsc::channel();
        let (push, tasks) = mpsc::channel();
        let queue = Queue { tasks: Arc::new(Mutex::new(tasks)), push, events: sender.clone(), work };
        for _ in 0..jobs {
            queue.start_thread();
        }
        // Pages differ in size a hundredfold: a window of a few pages a thread keeps all of them busy.
        let window_gate = Arc::new(Gate::new(jobs * 4));
        let gate = Arc::clone(&window_gate);
        spawn("inputs", move || {
            walk(&mut |found| {
                gate.enter();
                sender.send(Event::Found(found)).is_ok()
            });
            let _ = sender.send(Event::End);
        });
        let window = VecDeque::new();
        Self { events, queue, window, first: 0, running: HashMap::new(), window_gate, timeout, ended: false }
    }

    /// The next outcome in the order of the inputs, if it is there already.
    pub(crate) fn try_next(&mut self) -> Option<Outcome<T>> {
        while let Ok(event) = self.events.try_recv() {
            self.note(event);
        }
        self.pop()
    }

    /// The next outcome in the order of the inputs; waits for it. `None` when all are done.
    pub(crate) fn next(&mut self) -> Option<Outcome<T>> {
        loop {
            if let Some(outcome) = self.pop() {
                return Some(outcome);
            }
            if self.ended && self.window.is_empty() {
                return None;
            }
            let deadline = self.running.values().filter_map(|running| running.deadline).min();
            let event = match deadline {
                None => self.events.recv().ok(),
                Some(deadline) => match self.events.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                    Ok(event) => Some(event),
                    Err(RecvTimeoutError::Timeout) => None,
                    Err(RecvTimeoutError::Disconnected) => return None,
                },
            };
            if let Some(event) = event {
                self.note(event);
            }
            self.give_up_late();
        }
    }

    fn pop(&mut self) -> Option<Outcome<T>> {
        let outcome = self.window.front_mut()?.take()?;
        self.window.pop_front();
        self.first += 1;
        self.window_gate.leave();
        Some(outcome)
    }

    fn note(&mut self, event: Event<T>) {
        match event {
            Event::End => self.ended = true,
            Event::Found(Found::Page(task)) => {
                let turn = self.first + self.window.len() as u64;
                self.window.push_back(None);
                // The queue keeps a receiver itself, so that sending cannot fail.
                let _ = self.queue.push.send((turn, *task));
            }
            Event::Found(Found::Fault(fault)) => self.window.push_back(Some(Outcome::Fault(fault))),
            Event::Found(Found::Note(note)) => self.window.push_back(Some(Outcome::Note(note))),
            Event::Started { turn, retired, task } => {
                let deadline = (!self.timeout.is_zero()).then(|| Instant::now() + self.timeout);
                self.running.insert(turn, Running { deadline, retired, task: *task });
            }
            // Of a page that ran out of time, only the later reading counts.
            Event::Done { turn, outcome, retired } => {
                if !retired.load(Ordering::Relaxed) {
                    self.running.remove(&turn);
                    self.settle(turn, outcome);
                }
            }
        }
    }

    fn settle(&mut self, turn: u64, outcome: Outcome<T>) {
        let place = usize::try_from(turn - self.first).expect("a page that runs is in the window");
        self.window[place] = Some(outcome);
    }

    fn give_up_late(&mut self) {
        // Who takes the pages may have been busy for long: what was done meanwhile is not late.
        while let Ok(event) = self.events.try_recv() {
            self.note(event);
        }
        let now = Instant::now();
        let is_late = |running: &Running| running.deadline.is_some_and(|deadline| deadline <= now);
        let late: Vec<u64> =
            self.running.iter().filter(|(_, running)| is_late(running)).map(|(&turn, _)| turn).collect();
        for turn in late {
            let Some(running) = self.running.remove(&turn) else { continue };
            running.retired.store(true, Ordering::Relaxed);
            self.queue.start_thread();
            let seconds = self.timeout.as_secs_f64();
            if let Some(again) = running.task.simpler(seconds) {
                // The queue keeps a receiver itself, so that sending cannot fail.
                let _ = self.queue.push.send((turn, again));
                continue;
            }
            let fault = Fault::new(format!("`{}` was given up after {seconds} s", running.task.address));
            self.settle(turn, Outcome::Fault(fault.hint("`--timeout SECONDS` gives pages more time")));
        }
    }
}

impl<T: Send + 'static> Queue<T> {
    /// Starts a thread that reads pages until the program ends, or until it is retired.
    fn start_thread(&self) {
        let queue = Self {
            tasks: Arc::clone(&self.tasks),
            push: self.push.clone(),
            events: self.events.clone(),
            work: Arc::clone(&self.work),
        };
        spawn(READERS, move || {
            let retired = Arc::new(AtomicBool::new(false));
            while !retired.load(Ordering::Relaxed) {
                let task = queue.tasks.lock().unwrap_or_else(std::sync::PoisonError::into_inner).recv();
                let Ok((turn, task)) = task else { return };
                // Fetching keeps to limits of its own; the page's time begins when it is there.
                let outcome = match super::page::arrive(task) {
                    Ok(task) => {
                        let again = Box::new(task.clone());
                        let started = Event::Started { turn, retired: Arc::clone(&retired), task: again };
                        if queue.events.send(started).is_err() {
                            return;
                        }
                        super::page::read(task, &queue.work)
                    }
                    Err(outcome) => outcome,
                };
                if queue.events.send(Event::Done { turn, outcome, retired: Arc::clone(&retired) }).is_err() {
                    return;
                }
            }
        });
    }
}

/// Deeply nested pages need a deep stack; what is not used costs nothing.
fn spawn(name: &str, work: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new().name(name.to_owned()).stack_size(64 << 20);
    thread.spawn(work).expect("the system has room for a few threads");
}

/// Lets so many in at a time.
struct Gate {
    free: Mutex<usize>,
    changed: Condvar,
}

impl Gate {
    fn new(free: usize) -> Self {
        Self { free: Mutex::new(free), changed: Condvar::new() }
    }

    fn enter(&self) {
        let free = self.free.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let mut free =
            self.changed.wait_while(free, |free| *free == 0).unwrap_or_else(std::sync::PoisonError::into_inner);
        *free -= 1;
    }

    fn leave(&self) {
        *self.free.lock().unwrap_or_else(std::sync::PoisonError::into_inner) += 1;
        self.changed.notify_one();
    }
}
