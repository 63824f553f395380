using ActiveReach.Audiences.Contacts;
using ActiveReach.Ids;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Audiences.Contacts;

/// <summary>Keeps <c>contact_addresses</c> in step with the phones and e-mail addresses of contacts, within one transaction.</summary>
internal sealed class AddressRows(WriteSession session)
{
    private const int Many = 32;

    private static readonly string Insert = InsertFor(1);
    private static readonly string InsertMany = InsertFor(Many);

    public void Replace(Contact? before, Contact after)
    {
        Replace(after.Id, before?.Phone, after.Phone);
        Replace(after.Id, before?.Email, after.Email);
    }

    public void RemoveAll(Contact contact)
    {
        Replace(contact.Id, contact.Phone, null);
        Replace(contact.Id, contact.Email, null);
    }

    public void Add(string address, ContactId contact) => Add(contact.Value >> IdBlocks.AddressShift, [(address, contact)]);

    /// <summary>Adds addresses of many contacts of one block.</summary>
    /// <param name="addresses">In their order, which spares most of the way to where they belong.</param>
    public void Add(long block, ReadOnlySpan<(string Address, ContactId Contact)> addresses)
    {
        for (; addresses.Length >= Many; addresses = addresses[Many..])
            Execute(session.Prepare(InsertMany), block, addresses[..Many]);
        for (; addresses.Length > 0; addresses = addresses[1..])
            Execute(session.Prepare(Insert), block, addresses[..1]);
    }

    private static void Execute(Statement statement, long block, ReadOnlySpan<(string Address, ContactId Contact)> addresses)
    {
        statement.Bind(1, block);
        for (var index = 0; index < addresses.Length; index++)
            statement.Bind(2 + (2 * index), addresses[index].Address).Bind(3 + (2 * index), addresses[index].Contact.Value);
        statement.Execute();
    }

    private static string InsertFor(int addresses) =>
        $"INSERT OR IGNORE INTO contact_addresses (block, address, contact) VALUES {string.Join(", ", Enumerable.Range(0, addresses).Select(number => $"(?1, ?{2 + (2 * number)}, ?{3 + (2 * number)})"))}";

    private void Replace(ContactId contact, string? before, string? after)
    {
        if (before == after)
            return;
        if (before is not null)
            session.Prepare("DELETE FROM contact_addresses WHERE block = ?1 >> 16 AND address = ?2 AND contact = ?1").Bind(1, contact.Value).Bind(2, before).Execute();
        if (after is not null)
            Add(after, contact);
    }
}
