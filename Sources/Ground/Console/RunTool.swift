package import Arguments
import JSON
import Vocabulary

/// Parses `arguments`, gives the chosen command and its root to `run`, and returns the exit status.
///
/// The executables and the in-process tests both enter here, so a test sees exactly what a person
/// sees. Nothing below this function may end the process. A failure is told on the notes. With `--json` it is one
/// object on the output; where a part of the result stands there already it is one line of the notes, so that either
/// can be parsed as a whole.
package func runTool<Root: Command>(
    _ root: Root.Type,
    _ arguments: [String],
    on console: Console,
    run: (any Command, Root, _ path: [String]) throws -> Void
) -> Int32 {
    var status: Int32 = 0
    func report(_ error: any Error) {
        if let said = error as? AlreadyReported {
            status = max(status, said.status)
            return
        }
        let report = ErrorReport(error)
        status = max(status, report.status)
        if !asksForJSON(arguments) {
            for line in report.lines { console.notes(line) }
        } else if console.hasOutput {
            console.notes(report.json.text(.compact))
        } else {
            console.output(report.json)
        }
    }
    do {
        switch try root.request(arguments) {
        case .run(let command, let root, let path): try run(command, root, path)
        case .help(let command, let path):
            console.write(command.help(path: path, root: root, columns: console.columns))
        }
    } catch { report(error) }
    do { try console.flush() } catch {
        var problem = Problem(describing: error)
        if status == 0 { problem.hints.append("What was asked for is done; look before you repeat it.") }
        report(problem)
    }
    return status
}

/// Whether errors are to be JSON; must be known even where the command line cannot be understood.
private func asksForJSON(_ arguments: [String]) -> Bool {
    arguments.prefix { $0 != "--" }.contains { $0 == "--json" || $0 == "--json=true" }
}
