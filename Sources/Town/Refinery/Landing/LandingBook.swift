import Basics
import Convoys
import Effects
import Layout
import Ledger
import Mail
import Vocabulary

/// What the refinery writes into the rig's ledger, one transaction a decision.
struct LandingBook {
    let ledger: Ledger
    let rig: RigLayout
    /// Who holds the requests: this process, by pid, start and boot.
    let owner: String
    let effects: Effects

    private var address: Address { .refinery(rig.name) }

    /// After so many failed landings a person has to look.
    static let mostAttempts = 3

    private func write<R: LandedValue>(_ message: String, _ body: (Transaction) throws -> R) throws -> R {
        try ledger.transaction(as: Actor(address), effects.makeOperation(), message: "gt: \(message)", body)
    }

    /// Takes these requests; some may be gone meanwhile.
    func claim(_ wanted: [MergeRequestRecord]) throws -> [MergeRequestRecord] {
        let taken = try write("claim \(wanted.count) merge requests") { transaction -> [BeadID] in
            try wanted.filter { try transaction.claimRequest($0.id, for: owner) != nil }.map(\.id)
        }
        return try taken.compactMap { try ledger.read.request($0) }
    }

    /// Gives back what a refinery that is gone held; only for the holder of the lock.
    func releaseAll() throws {
        guard try !ledger.read.requests(in: [.claimed]).isEmpty else { return }
        _ = try write("release merge requests") { transaction -> Bool in
            for request in try transaction.read.requests(in: [.claimed]) { try transaction.release(request) }
            return true
        }
    }

    /// Writes a landing down if all its members may still land; otherwise nothing is written and
    /// those that may not are returned.
    func prepare(_ landing: LandingRecord, of requests: [MergeRequestRecord]) throws -> [BeadID] {
        try write("land \(landing.members.map(\.bead.description).joined(separator: ", "))") { transaction in
            let gone = try requests.filter { try !mayLand($0, in: transaction.read) }.map(\.id)
            if gone.isEmpty { try transaction.prepare(landing) }
            return gone
        }
    }

    /// Still held by us, and its bead open.
    private func mayLand(_ request: MergeRequestRecord, in read: Reader) throws -> Bool {
        guard let now = try read.request(request.id), now.state == .claimed, now.lease == request.lease else {
            return false
        }
        guard let bead = try read.bead(request.bead) else { return false }
        return bead.status != .closed
    }

    /// What never reached the remote.
    func drop(_ landing: LandingRecord) throws {
        _ = try write("drop landing \(landing.id)") { transaction -> Bool in
            try transaction.move(landing, from: .prepared, to: .dropped)
            return true
        }
    }

    /// The remote has it: requests merged, beads closed, `hq` told, all at once.
    func complete(_ landing: LandingRecord) throws {
        let beads = landing.members.map(\.bead.description).joined(separator: ", ")
        _ = try write("landed \(beads) on \(landing.target)") { transaction -> Bool in
            try transaction.move(landing, from: .prepared, to: .landed)
            for member in landing.members { try complete(member, landing, in: transaction) }
            return true
        }
    }

    private func complete(_ member: LandingRecord.Member, _ landing: LandingRecord, in transaction: Transaction) throws
    {
        let place = "\(landing.target) as \(member.commit.prefix(12))"
        if var request = try transaction.read.request(member.request) {
            // Given back by a predecessor that did not know whether its push had come through.
            if request.state == .open, let taken = try transaction.claimRequest(request.id, for: owner) {
                request = taken
            }
            if request.state == .claimed {
                let reason = "landed on \(place)"
                try transaction.conclude(
                    request,
                    as: .merged,
                    landing: landing.id,
                    commit: member.commit,
                    reason: reason
                )
            }
        }
        guard let bead = try transaction.read.bead(member.bead), bead.status != .closed else { return }
        for label in ["rework", "conflict", "escalated"] { try transaction.removeLabel(label, from: bead.id) }
        try transaction.close(bead.id, reason: "Landed on \(place) (\(member.request))", force: true)
        let payload = ConvoyNews.closedPayload(bead.id, rig: rig.name, commit: member.commit)
        try transaction.post(ConvoyNews.closed, to: TownLayout.database, payload)
    }

    /// The last step of a landing is done.
    func finish(_ landing: LandingRecord) throws {
        _ = try write("finish landing \(landing.id)") { transaction -> Bool in
            try transaction.move(landing, from: .landed, to: .finished)
            return true
        }
    }

    /// What became of the members of a batch that did not land.
    func settle(_ requests: [MergeRequestRecord], _ fates: [BeadID: Fate]) throws {
        guard requests.contains(where: { fates[$0.id].map { $0 != .landed } ?? false }) else { return }
        _ = try write("batch of \(requests.count) merge requests") { transaction -> Bool in
            for request in requests {
                guard let fate = fates[request.id], fate != .landed,
                    let now = try transaction.read.request(request.id), now.state == .claimed,
                    now.lease == request.lease
                else { continue }
                try settle(request, fate, in: transaction)
            }
            return true
        }
    }

    private func settle(_ request: MergeRequestRecord, _ fate: Fate, in transaction: Transaction) throws {
        switch fate {
        case .landed: return
        case .returned: try transaction.release(request)
        case .withdrawn:
            try transaction.conclude(request, as: .rejected, reason: "\(request.bead) was closed before it landed")
        case .parked(let reason): try park(request, reason, in: transaction)
        case .sentBack(let report):
            let reason = "red: gate \(report.gate) (\(report.ending))"
            try transaction.conclude(request, as: .rejected, reason: reason)
            let log = report.log.isEmpty ? "" : "\n\n```text\n\(report.log)\n```"
            try rework(
                request,
                ["rework"],
                "Did not land, gate \(report.gate) is red (\(report.ending)).\(log)",
                in: transaction
            )
        case .conflict(let files):
            let shown = files.prefix(20).joined(separator: ", ") + (files.count > 20 ? ", …" : "")
            let names = files.isEmpty ? "what it began from" : shown
            try transaction.conclude(request, as: .rejected, reason: "conflict with \(request.target) in \(names)")
            try rework(
                request,
                ["rework", "conflict"],
                "Did not land, it is in conflict with \(request.target) in \(names).",
                in: transaction
            )
        }
    }

    /// The bead goes back to work; after too many attempts to a person.
    private func rework(_ request: MergeRequestRecord, _ labels: [String], _ text: String, in transaction: Transaction)
        throws
    {
        guard let bead = try transaction.read.bead(request.bead), bead.status != .closed else { return }
        let attempt = bead.attempt + 1
        try transaction.update(bead.id, comment: "sent back by \(address)") {
            $0.status = .open
            $0.assignee = nil
            $0.attempt = attempt
        }
        for label in labels { try transaction.addLabel(label, to: bead.id) }
        let branch = "The branch \(request.branch) with \(request.head.prefix(12)) is kept."
        try transaction.comment(on: bead.id, "\(text)\n\nAttempt \(attempt). \(branch)")
        guard attempt >= Self.mostAttempts else { return }
        try transaction.addLabel("escalated", to: bead.id)
        try post(
            "\(bead.id) did not land \(attempt) times",
            "\(bead.title)\n\n\(text)\n\n\(branch)\n\n`gt sling \(bead.id) \(rig.name) --force` tries once more.",
            key: "escalated \(bead.id) \(attempt)",
            in: transaction
        )
    }

    private func park(_ request: MergeRequestRecord, _ reason: String, in transaction: Transaction) throws {
        let reason = CredentialScan.redacted(reason)
        try transaction.conclude(request, as: .parked, reason: reason)
        if try transaction.read.shelf(of: request.bead) != nil {
            try transaction.comment(on: request.bead, "Parked, nobody is to blame: \(reason)")
        }
        try post(
            "\(request.id) is parked",
            """
            The request of \(request.bead) (\(request.branch)) waits for you:

            \(reason)

            `gt mq retry \(rig.name) \(request.id)` puts it back into the queue.
            """,
            key: "parked \(request.id) \(request.lease.token)",
            in: transaction
        )
    }

    /// Leaves a letter to the overseer in the outbox.
    private func post(_ subject: String, _ body: String, key: String, in transaction: Transaction) throws {
        var letter = Letter(to: [.overseer], from: address.description, subject: subject, body: body)
        letter.priority = 1
        letter.duplicateKey = "\(rig.name): \(key)"
        try transaction.post(Letter.outboxKind, to: TownLayout.database, letter.payload)
    }

    /// Writes down whether the queue goes on, with mail when it begins to stand still.
    ///
    /// Nothing is written where nothing changes.
    func tell(_ stop: StopNotice?) throws {
        let prefix = try ledger.read.prefix()
        guard let id = address.agentBead(prefix: prefix) else { return }
        let known = try ledger.read.agent(id)
        let state: AgentRecord.State = stop == nil ? .running : .stuck
        let notes = try ledger.read.bead(id)?.notes ?? ""
        guard stop == nil ? known?.state == .stuck : known?.state != .stuck || notes != stop?.reason else { return }
        _ = try write(stop == nil ? "refinery goes on" : "refinery stops") { transaction -> Bool in
            let fresh = AgentRecord(id: id, role: "refinery", rig: rig.name, name: nil, since: transaction.time)
            var agent = try transaction.read.agent(id) ?? fresh
            agent.state = state
            agent.since = transaction.time
            try transaction.put(agent)
            try transaction.update(id) { $0.notes = stop?.reason ?? "" }
            if let stop, let letter = stop.letter {
                try post("\(rig.name): the merge queue stands still", letter, key: stop.reason, in: transaction)
            }
            return true
        }
    }
}

/// Why the queue stands still, for whoever asks and for the overseer.
struct StopNotice: Hashable {
    /// One line.
    let reason: String
    /// What the overseer gets; `nil` where that would only tell what the owner has not set yet.
    let letter: String?
}
