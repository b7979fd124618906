import Foundation

/// Somebody to whom permissions mean something; to root they do not.
package enum OrdinaryUser {
    /// Gives `folder` to a user without rights and becomes that user, if this process is root's; for exit tests.
    package static func become(owning folder: String) throws {
        guard getuid() == 0 else { return }
        let nobody: UInt32 = 65534
        let give = Process()
        give.executableURL = URL(filePath: "/bin/sh")
        give.arguments = ["-c", "chown -R -h \(nobody):\(nobody) \"$1\"", "sh", folder]
        try give.run()
        give.waitUntilExit()
        guard give.terminationStatus == 0, setgroups(0, nil) == 0, setgid(nobody) == 0, setuid(nobody) == 0 else {
            throw POSIXError(.EPERM)
        }
    }
}
