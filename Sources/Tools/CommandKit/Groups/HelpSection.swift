/// The headings of `gt --help`; a file of its own, because commands and their lists both need it.
package enum HelpSection {
    package static let work = "Work"
    package static let agents = "Agents"
    package static let communication = "Communication"
    package static let town = "Town and rigs"
}
