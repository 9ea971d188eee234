//! A pause between two requests to one host.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// When each host may be asked again.
#[derive(Debug, Default)]
pub(crate) struct Pace {
    next: Mutex<HashMap<String, Instant>>,
}

impl Pace {
    /// How long to wait before the host may be asked; the turn after that is taken.
    pub(crate) fn turn(&self, host: &str, pause: Duration) -> Duration {
        let now = Instant::now();
        let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        let turn = next.get(host).copied().map_or(now, |turn| turn.max(now));
        next.insert(host.to_owned(), turn + pause);
        turn - now
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turns_of_one_host_stand_apart() {
        let pace = Pace::default();
        let pause = Duration::from_secs(2);
        assert_eq!(pace.turn("a.example", pause), Duration::ZERO);
        assert_eq!(pace.turn("b.example", pause), Duration::ZERO);
        assert!(pace.turn("a.example", pause) > Duration::from_secs(1));
        assert!(pace.turn("a.example", pause) > Duration::from_secs(3));
    }
}
