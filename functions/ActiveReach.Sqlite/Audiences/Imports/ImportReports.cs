using ActiveReach.Audiences.Contacts;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Audiences.Imports;

/// <summary>What reports on imports quote of people.</summary>
internal static class ImportReports
{
    /// <summary>Takes the values of a person out of the reports of their workspace; the lines and what was wrong stay.</summary>
    public static void Erase(WriteSession session, Contact contact)
    {
        foreach (var value in ContactFields.All.Where(field => field.TellsWho).Select(field => (string?)contact[field]))
        {
            if (value is null)
                continue;
            session.Prepare("""
                UPDATE contact_import_errors SET value = ''
                WHERE import IN (SELECT id FROM contact_imports WHERE workspace = (SELECT name FROM audience_workspaces WHERE key = ?1)) AND instr(lower(value), lower(?2)) > 0
                """).Bind(1, WorkspaceKey.Of(contact.Id).Key).Bind(2, value).Execute();
        }
    }
}
