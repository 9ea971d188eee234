//! The shapes of Saksi's output, shared by every program that writes it.
