package import Effects
import Host
package import Layout
package import Ledger
package import Vocabulary

/// The town's own processes: written down before their program runs, asked for, ended.
///
/// The record stands in an ignored table of `hq`, so that it is there when `.runtime` has
/// vanished. Nothing is ever signalled that does not follow from a record.
package struct Supervision {
    let town: TownLayout
    private let openHQ: () throws -> Ledger
    let effects: Effects

    /// `hq` is the town's ledger, open for writing unless only living processes are asked for; opened when it is needed,
    /// because who only looks at seats need not wait for it.
    package init(town: TownLayout, hq: @escaping @autoclosure () throws -> Ledger, effects: Effects) {
        self.town = town
        openHQ = hq
        self.effects = effects
    }

    /// Writes this process down; the program that replaces it keeps the record, because pid and
    /// start time stay.
    ///
    /// Durable when it returns.
    @discardableResult
    package func enter(_ duty: Duty) throws -> ProcessRecord {
        guard let process = ProcessIdentity.current else {
            throw Problem(.environment, "the system does not tell what process this is")
        }
        let record = ProcessRecord(process, duty)
        try write("gt: process \(record.pid)") { try $0.record(record) }
        return record
    }

    /// Refuses to go on in a town that is down, or as a refinery that is stopped by hand.
    ///
    /// To be asked after ``enter(_:)``: who stops something sets the mark first and reads the records then, so that
    /// one of both sees the other.
    package func requireLeave(for duty: Duty) throws {
        let read = try openHQ().read
        try read.requireRunningTown()
        if case .refinery(let rig)? = Address(duty.address) { try read.requireRefinery(rig) }
    }

    /// Every recorded process that runs, the oldest first.
    package func living() throws -> [ProcessRecord] { try openHQ().read.processes().filter(\.isAlive) }

    /// The living processes of one agent or service.
    package func living(of address: Address) throws -> [ProcessRecord] {
        try living().filter { $0.address == address.description }
    }

    /// Every record of one agent or service, living or not.
    package func recorded(of address: Address) throws -> [ProcessRecord] {
        try openHQ().read.processes().filter { $0.address == address.description }
    }

    /// The living daemon of this town.
    package func daemon() throws -> ProcessRecord? {
        try living().first { $0.kind == Duty.Kind.daemon.rawValue }
    }

    /// Strikes what has ended and left nothing behind.
    package func sweep() throws {
        let ended = try openHQ().read.processes().filter { !$0.isAlive && tree(of: $0).isEmpty }
        try forget(ended)
    }

    func forget(_ records: [ProcessRecord]) throws {
        guard !records.isEmpty else { return }
        try write("gt: processes ended") { transaction in
            for record in records { try transaction.forget(record) }
        }
    }

    private func write(_ message: String, _ body: (Transaction) throws -> Void) throws {
        try openHQ().transaction(as: Actor("gt"), effects.makeOperation(), message: message, body)
    }
}
