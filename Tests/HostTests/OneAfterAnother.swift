import Testing

/// Parent of the suites here: a program that one test starts would inherit the lock of another.
@Suite(.serialized) enum OneAfterAnother {}
