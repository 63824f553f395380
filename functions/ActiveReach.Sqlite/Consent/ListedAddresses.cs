using System.Buffers.Binary;
using ActiveReach.Consent;
using ActiveReach.Sqlite.Audiences;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Consent;

/// <summary>Tells in memory whether anything may stand against an address, so that an import looks into the tables for those addresses
/// only. Holds more than there is rather than less: what was taken off a list stays in it.</summary>
internal sealed class ListedAddresses
{
    private readonly HashSet<long> beginnings = [];

    private ListedAddresses(long version) => Version = version;

    /// <summary>The version of the lists that it knows all of; see <see cref="VersionOf"/>.</summary>
    public long Version { get; set; }

    /// <summary>Counts every address that was ever put on a list of the workspace.</summary>
    public static long VersionOf(ReadSession session, WorkspaceKey workspace) =>
        session.Prepare("SELECT listed FROM audience_workspaces WHERE key = ?1").Bind(1, workspace.Key).Number();

    public static ListedAddresses Read(ReadSession session, WorkspaceKey workspace)
    {
        var listed = new ListedAddresses(VersionOf(session, workspace));
        var rows = session.Prepare("""
            SELECT hash FROM suppressions WHERE workspace = ?1 UNION ALL SELECT hash FROM address_refusals WHERE workspace = ?1
            UNION ALL SELECT hash FROM consent_holds WHERE contact BETWEEN ?2 AND ?3 AND hash IS NOT NULL
            """).Bind(1, workspace.Key).Bind(2, workspace.Before).Bind(3, workspace.Last);
        while (rows.Step())
            listed.beginnings.Add(BinaryPrimitives.ReadInt64LittleEndian(rows.GetBytes(0)));
        return listed;
    }

    public bool MayHold(string? address) => address is not null && beginnings.Count > 0 && beginnings.Contains(AddressHash.BeginningOf(address));

    public void Add(string address) => beginnings.Add(AddressHash.BeginningOf(address));
}
