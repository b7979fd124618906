package import JSON
package import Ledger

extension Statistics {
    /// The numbers as an object under `summary`.
    package var json: JSON {
        let numbers = [
            JSON.Member("average_lead_time_hours", .number(Statistics.digits(averageLeadTimeHours))),
            JSON.Member("blocked_issues", .int(blocked)),
            JSON.Member("closed_issues", .int(closed)),
            JSON.Member("deferred_issues", .int(deferred)),
            JSON.Member("epics_eligible_for_closure", .int(closableEpics)),
            JSON.Member("in_progress_issues", .int(inProgress)),
            JSON.Member("open_issues", .int(open)),
            JSON.Member("pinned_issues", .int(pinned)),
            JSON.Member("ready_issues", .int(ready)),
            JSON.Member("total_issues", .int(total)),
        ]
        return BeadObject.alone([JSON.Member("summary", .object(numbers))])
    }

    /// The numbers as a page of text.
    package var lines: [String] {
        var rows = [
            ("Total Issues", total), ("Open", open), ("In Progress", inProgress), ("Blocked", blocked),
            ("Closed", closed),
        ]
        if deferred > 0 { rows.append(("Deferred", deferred)) }
        if pinned > 0 { rows.append(("Pinned", pinned)) }
        rows.append(("Ready to Work", ready))
        if closableEpics > 0 { rows.append(("Epics to Close", closableEpics)) }
        let table = rows.map { name, number in
            "  \(name):" + String(repeating: " ", count: 23 - name.count) + "\(number)"
        }
        return ["", "📊 Issue Database Status", "", "Summary:"] + table
            + ["", "For more details, use 'bd list' to see individual issues.", ""]
    }

    /// Two digits behind the point, none for a whole number.
    private static func digits(_ number: Double) -> String {
        let hundredths = Int((number * 100).rounded())
        if hundredths % 100 == 0 { return "\(hundredths / 100)" }
        let rest = hundredths % 100
        return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
    }
}
