package import Effects
import Host
package import Tmux

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Sessions on a tmux server of the town's own.
package struct TmuxHost: SessionHost {
    private let tmux: Tmux

    package init(_ tmux: Tmux) { self.tmux = tmux }

    package var name: String { tmux.socket }

    package func sessions() throws -> [HostedSession] {
        try tmux.sessions().map {
            HostedSession(name: $0.name, created: $0.created, active: $0.active, isAttached: $0.clients > 0)
        }
    }

    package func start(
        _ name: String,
        running command: [String],
        in directory: String,
        environment: [String: String]
    ) throws {
        try tmux.newSession(name, running: command, in: directory, environment: environment)
    }

    package func end(_ name: String) throws { try tmux.killSession(name) }

    package func capture(_ name: String, lines: Int) throws -> String { try tmux.capture(name, lines: lines) }

    package func attachment(_ name: String) -> ProcessCall { ProcessCall("tmux", tmux.attachArguments(name)) }

    package func shutDown() throws {
        try tmux.killServer()
        // tmux leaves the socket behind, and an uninstalled town leaves no file.
        try Files.remove(tmux.socketPath(user: Int(getuid())))
    }
}
