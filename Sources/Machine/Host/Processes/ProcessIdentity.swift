import CSpawn

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// One process of one run of this machine: what a pid alone does not tell.
package struct ProcessIdentity: Hashable, Sendable {
    package let pid: Int
    /// When it began, in units of the system; equal only for the same process.
    package let startTime: Int
    /// The run of the machine it belongs to.
    package let bootID: String
    /// The session (of processes, not of tmux) it is in.
    package let sessionID: Int

    /// An identity that was written down before.
    package init(pid: Int, startTime: Int, bootID: String, sessionID: Int) {
        self.pid = pid
        self.startTime = startTime
        self.bootID = bootID
        self.sessionID = sessionID
    }

    /// `nil` when no such process runs; one that has ended but was not waited for counts as none.
    package init?(of pid: Int) {
        var facts = gt_process()
        guard let number = Int32(exactly: pid), gt_process_look(number, &facts) == 0, facts.is_zombie == 0 else {
            return nil
        }
        self.init(facts)
    }

    /// This process.
    package static var current: ProcessIdentity? { ProcessIdentity(of: Int(getpid())) }

    /// The process that started this one, or the one that took it over; `nil` when either has ended.
    package var parent: ProcessIdentity? {
        var facts = gt_process()
        guard isAlive, let number = Int32(exactly: pid), gt_process_look(number, &facts) == 0, facts.parent > 0 else {
            return nil
        }
        return ProcessIdentity(of: Int(facts.parent))
    }

    /// Whether exactly this process still runs.
    package var isAlive: Bool { ProcessIdentity(of: pid)?.isSameProcess(as: self) ?? false }

    /// Sends a signal, only to exactly this process; returns whether it was there to get it.
    @discardableResult
    package func send(_ number: Int32) -> Bool {
        guard bootID == Self.bootID, let id = Int32(exactly: pid) else { return false }
        return gt_process_signal(id, Int64(startTime), number) == 0
    }

    /// The processes of a session, those that have ended aside.
    package static func all(inSession session: Int) -> [ProcessIdentity] {
        running().filter { $0.sessionID == session }
    }

    /// The processes whose environment, as it was at their start, says `name=value`.
    ///
    /// Only those of this user can be asked.
    package static func all(where name: String, is value: String) -> [ProcessIdentity] {
        running().filter { $0.environmentValue(name) == value }
    }

    /// The value of a variable in the environment a process was started with.
    package func environmentValue(_ name: String) -> String? { environmentValues([name])[name] }

    /// The values of those of these variables that are in the environment a process was started with.
    package func environmentValues(_ names: Set<String>) -> [String: String] {
        var found: [String: String] = [:]
        for entry in Self.environment(of: pid).split(separator: 0) {
            guard let equals = entry.firstIndex(of: 61) else { continue }
            let name = String(decoding: entry[..<equals], as: UTF8.self)
            if names.contains(name) { found[name] = String(decoding: entry[(equals + 1)...], as: UTF8.self) }
        }
        return found
    }

    /// Names the present run of the machine; empty where the system does not tell.
    package static let bootID: String = {
        let bytes = [UInt8](unsafeUninitializedCapacity: 128) { buffer, filled in
            let code = buffer.withMemoryRebound(to: CChar.self) { gt_boot_id($0.baseAddress, 128) }
            filled = code == 0 ? buffer.firstIndex(of: 0) ?? 0 : 0
        }
        return String(decoding: bytes, as: UTF8.self)
    }()

    private init(_ facts: gt_process) {
        self.init(
            pid: Int(facts.pid),
            startTime: Int(facts.start),
            bootID: Self.bootID,
            sessionID: Int(facts.session)
        )
    }

    // The session may change in a process's life (setsid), the other three may not.
    private func isSameProcess(as other: ProcessIdentity) -> Bool {
        pid == other.pid && startTime == other.startTime && bootID == other.bootID
    }

    /// Every process that runs at the moment, those that have ended but were not waited for aside.
    package static func running() -> [ProcessIdentity] {
        var room = 4096
        while true {
            var count: Int32 = 0
            let pids = [Int32](unsafeUninitializedCapacity: room) { buffer, filled in
                count = gt_process_all(buffer.baseAddress, Int32(room))
                filled = min(room, max(0, Int(count)))
            }
            guard count >= 0 else { return [] }
            if Int(count) <= room { return pids.compactMap { ProcessIdentity(of: Int($0)) } }
            room *= 4
        }
    }

    private static func environment(of pid: Int) -> [UInt8] {
        // Above the system's own limit for one argument; a longer environment is cut.
        let room = 1 << 20
        return [UInt8](unsafeUninitializedCapacity: room) { buffer, filled in
            let count = buffer.withMemoryRebound(to: CChar.self) {
                gt_process_environment(Int32(pid), $0.baseAddress, room)
            }
            filled = max(0, count)
        }
    }
}
