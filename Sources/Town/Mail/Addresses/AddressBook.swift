import Ledger
import Settings
package import Stores
package import Vocabulary

/// Everybody in a town who can be written to: the one place where what a person types becomes an
/// address.
///
/// Agents of a rig are looked up only for an address that needs them.
package struct AddressBook {
    private let rigs: [RigName]
    private let agents: (RigName?) throws -> [Address]

    /// - Parameters:
    ///   - rigs: The finished rigs.
    ///   - agents: The seats and services of a rig, or with `nil` those of the town, as its ledger knows them.
    package init(rigs: [RigName], agents: @escaping (RigName?) throws -> [Address]) {
        self.rigs = rigs
        self.agents = agents
    }

    /// Those of the town that `stores` means.
    package init(of stores: Stores) throws {
        let rigs = try RigRegistry.read(stores.town()).entries.map(\.name)
        self.init(rigs: rigs) { rig in
            let read = try rig.map { try stores.rig($0) }?.read ?? stores.hq().read
            return try read.allAgents().compactMap(\.address)
        }
    }

    /// Whom a text means.
    ///
    /// One `/` at the end is allowed; `<rig>/<name>` is a crew member or else a polecat of the rig,
    /// `crew/<name>` and `polecats/<name>` one of the only rig that has one.
    ///
    /// - Throws: ``AddressFault``.
    package func resolve(_ text: String) throws -> Address {
        let text = text.last == "/" ? String(text.dropLast()) : text
        guard !text.isEmpty, text.last != "/" else { throw AddressFault.unknown(text, known: []) }
        if let rig = RigName(text), rigs.contains(rig) { throw AddressFault.wholeRig(rig) }
        let candidates = try candidates(for: text)
        switch candidates.count {
        case 1: return candidates[0]
        case 0: throw AddressFault.unknown(text, known: try known(around: text))
        default: throw AddressFault.ambiguous(text, candidates)
        }
    }

    private func candidates(for text: String) throws -> [Address] {
        if let address = Address(text) { return try isKnown(address) ? [address] : [] }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, let name = SeatName(parts[1]) else { return [] }
        if parts[0] == "crew" { return try found(rigs.map { .crew($0, name) }) }
        if parts[0] == "polecats" { return try found(rigs.map { .polecat($0, name) }) }
        guard let rig = RigName(parts[0]) else { return [] }
        return Array(try found([.crew(rig, name), .polecat(rig, name)]).prefix(1))
    }

    private func found(_ addresses: [Address]) throws -> [Address] { try addresses.filter(isKnown) }

    /// Whether somebody is at this address.
    package func isKnown(_ address: Address) throws -> Bool {
        if let rig = address.rig, !rigs.contains(rig) { return false }
        switch address {
        case .mayor, .deacon, .boot, .overseer, .witness, .refinery: return true
        case .dog: return try agents(nil).contains(address)
        case .polecat(let rig, _), .crew(let rig, _): return try agents(rig).contains(address)
        }
    }

    /// What an unknown address may have been meant to be: the town's own, and those of its rig.
    private func known(around text: String) throws -> [String] {
        let first = text.split(separator: "/").first.flatMap { RigName(String($0)) }
        var all: [Address] = [.mayor, .deacon, .overseer]
        for rig in rigs {
            all += [.witness(rig), .refinery(rig)]
            if first == nil || first == rig || !rigs.contains(where: { $0 == first }) { all += try agents(rig) }
        }
        var seen: Set<String> = []
        return (all.map(\.description) + all.compactMap(\.shortForm)).filter { seen.insert($0).inserted }
    }
}

extension Address {
    /// `<rig>/<name>` for a seat, `nil` for everybody else.
    fileprivate var shortForm: String? {
        switch self {
        case .polecat(let rig, let name), .crew(let rig, let name): "\(rig)/\(name)"
        default: nil
        }
    }
}
