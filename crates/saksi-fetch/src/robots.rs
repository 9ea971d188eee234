//! What a site asks of programs, kept by host for the life of the fetcher.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use texting_robots::Robot;
use url::Url;

/// The wishes of one site.
pub(crate) enum Wishes {
    /// It has a robots.txt.
    Said(Box<Robot>),
    /// It has none.
    None,
    /// They could not be learned. By the standard such a site is left alone.
    Unknown(String),
}

impl Wishes {
    /// The wishes in a robots.txt for programs of this name.
    pub(crate) fn of(name: &str, text: &[u8]) -> Self {
        match Robot::new(name, text) {
            Ok(robot) => Self::Said(Box::new(robot)),
            Err(error) => Self::Unknown(error.to_string()),
        }
    }

    /// The pause it asks for between two requests.
    pub(crate) fn pause(&self) -> Option<Duration> {
        match self {
            Self::Said(robot) => robot.delay.and_then(|seconds| Duration::try_from_secs_f32(seconds).ok()),
            _ => None,
        }
    }
}

/// The wishes learned so far, by scheme, host and port.
#[derive(Default)]
pub(crate) struct Known {
    sites: Mutex<HashMap<String, Arc<Wishes>>>,
}

impl Known {
    pub(crate) fn get(&self, site: &str) -> Option<Arc<Wishes>> {
        self.sites.lock().unwrap_or_else(PoisonError::into_inner).get(site).cloned()
    }

    pub(crate) fn keep(&self, site: &str, wishes: Wishes) -> Arc<Wishes> {
        let wishes = Arc::new(wishes);
        self.sites.lock().unwrap_or_else(PoisonError::into_inner).insert(site.to_owned(), Arc::clone(&wishes));
        wishes
    }
}

/// Scheme, host and port: what one robots.txt speaks for.
pub(crate) fn site(url: &Url) -> String {
    url.origin().ascii_serialization()
}
