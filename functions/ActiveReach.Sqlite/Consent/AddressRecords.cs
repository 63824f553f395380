using ActiveReach.Consent;
using ActiveReach.Consent.Addresses;
using ActiveReach.Sqlite.Audiences;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Consent;

/// <summary>What stands against an address, its holds aside, as the record that the product reads it by.</summary>
internal static class AddressRecords
{
    public static AddressRecord Read(ReadSession session, WorkspaceKey workspace, string? address)
    {
        if (address is null)
            return AddressRecord.Empty;
        var hash = AddressHash.Of(address);
        return new AddressRecord { Listed = Listed(session, workspace, hash), Refusals = new AddressRefusals(session, workspace).Read(hash) };
    }

    private static List<ListedChannel> Listed(ReadSession session, WorkspaceKey workspace, AddressHash address)
    {
        var rows = session.Prepare("SELECT channel, reason, at FROM suppressions WHERE workspace = ?1 AND hash = ?2").Bind(1, workspace.Key).Bind(2, address.ToBytes());
        var listed = new List<ListedChannel>();
        while (rows.Step())
            listed.Add(new ListedChannel(rows.GetChannel(0), rows.GetString(1), rows.GetTime(2)));
        return listed;
    }
}
