import Foundation
package import Testing

extension Trait where Self == ConditionTrait {
    /// Skips when `program` is missing on a developer's machine; never skips in CI.
    package static func needs(_ program: String) -> Self {
        .enabled("\(program) is not installed") {
            let environment = ProcessInfo.processInfo.environment
            let folders = (environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
            return environment["CI"] != nil
                || folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(program)") }
        }
    }
}

extension Tag {
    /// Starts real programs such as git and tmux.
    @Tag package static var real: Self
}
