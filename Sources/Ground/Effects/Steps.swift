/// One numbered step of an action that can be resumed, such as step 2 of `sling`.
package struct Step: Hashable, Sendable, CustomStringConvertible {
    package let action: String
    package let number: Int

    package init(_ action: String, _ number: Int) {
        self.action = action
        self.number = number
    }

    package var description: String { "\(action).\(number)" }
}

/// The kill points of the town: is told of each finished step.
///
/// A test ends the process there and checks that the next command reaches the same end.
package struct Steps: Sendable {
    package var finished: @Sendable (Step) -> Void

    package init(finished: @escaping @Sendable (Step) -> Void = { _ in }) { self.finished = finished }

    /// Runs `body` as the step of that number; a step that throws is not finished.
    package func run<R, E: Error>(_ action: String, _ number: Int, _ body: () throws(E) -> R) throws(E) -> R {
        let result = try body()
        finished(Step(action, number))
        return result
    }
}
