using System.Runtime.InteropServices;
using ActiveReach.Audiences;
using ActiveReach.Sqlite.Audiences.Contacts;
using ActiveReach.Sqlite.Audiences.Imports;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Audiences;

/// <summary>Writes what contacts are found and counted by anew, from their table alone, for a file that has none of it.</summary>
internal static class OlderContacts
{
    public static void PutInStretches(WriteSession session)
    {
        session.Prepare("INSERT INTO contact_reach (workspace, reach, count) SELECT workspace, reach, count(*) FROM contacts GROUP BY workspace, reach").Execute();
        var workspaces = new List<(WorkspaceKey Key, long Last)>();
        for (var rows = session.Prepare("SELECT key, last FROM audience_workspaces WHERE last > 0"); rows.Step();)
            workspaces.Add((new WorkspaceKey(rows.GetInt64(0)), rows.GetInt64(1)));
        foreach (var (key, last) in workspaces)
        {
            var (values, addresses) = (new FieldValues(session, key), new AddressRows(session));
            for (var stretch = key.Before >> Stretches.Shift; stretch <= (key.Before + last) >> Stretches.Shift; stretch++)
            {
                Stretches.Begin(session, stretch);
                Put(session, stretch, values, addresses);
            }
        }
    }

    private static void Put(WriteSession session, long stretch, FieldValues values, AddressRows addresses)
    {
        var (groups, ids, found) = (new ValueGroups(), new List<long>(), new List<(string Address, ContactId Contact)>());
        var rows = session.Prepare($"SELECT {ContactRow.Columns} FROM contacts WHERE id >= ?1 AND id < ?2 ORDER BY id").Bind(1, stretch << Stretches.Shift).Bind(2, (stretch + 1) << Stretches.Shift);
        while (rows.Step())
        {
            var contact = ContactRow.Read(rows);
            groups.Add(ids.Count, contact);
            ids.Add(contact.Id.Value);
            found.AddRange(new[] { contact.Phone, contact.Email }.OfType<string>().Select(address => (address, contact.Id)));
        }

        groups.Sort();
        foreach (var group in groups.InOrder)
            values.Add(group, stretch, group.Rows.Select(row => ids[row]).ToArray());
        found.Sort((one, other) => string.CompareOrdinal(one.Address, other.Address));
        addresses.Add((stretch << Stretches.Shift) >> Stretches.AddressShift, CollectionsMarshal.AsSpan(found));
    }
}
