//! The exit codes of the command. Scripts rely on them.

/// How the command ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Exit {
    /// All was done, also when a page attests nothing.
    Done = 0,
    /// `--fail-empty`, and a page attests nothing.
    Empty = 1,
    /// The arguments make no sense.
    Usage = 2,
    /// Some inputs could not be read; the others were.
    Unread = 3,
    /// The ledger cannot be used: newer, damaged, busy, no room. It stays as it was.
    Ledger = 4,
    /// A fault of this program; the other inputs were read.
    Internal = 70,
}

impl Exit {
    /// The number that the shell sees.
    pub(crate) fn code(self) -> i32 {
        self as i32
    }

    /// The worse of two ends.
    #[must_use]
    pub(crate) fn or(self, other: Self) -> Self {
        self.max(other)
    }
}
