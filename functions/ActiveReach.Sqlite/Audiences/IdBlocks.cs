using ActiveReach.Ids;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Audiences;

/// <summary>
/// Contacts by blocks of ids. What they are found by is kept block after block, so that whoever is new adds to the end and not all
/// over a tree as large as the workspace: an import writes a page once and not with every batch. A search looks into each block there
/// is: 123 for the values of a million contacts; 16 for an address, since addresses are searched one by one. <c>contact_blocks</c> has
/// all in which ids were given, whether somebody lives there or not.
/// </summary>
internal static class IdBlocks
{
    /// <summary>Ids of a block of values: 8,192.</summary>
    public const int Shift = 13;

    /// <summary>Ids of a block of addresses: 65,536. It is told by the first block of values in it.</summary>
    public const int AddressShift = 16;

    private const int Wider = AddressShift - Shift;

    /// <summary>The blocks of values with ids above one parameter and up to another.</summary>
    public static string Between(string after, string last) => $"SELECT n FROM contact_blocks WHERE n BETWEEN {after} >> {Shift} AND {last} >> {Shift}";

    /// <summary>The ids above one parameter and up to another with an address; a condition on <c>address</c> may follow.</summary>
    public static string WithAddress(string after, string last) => $"""
        SELECT contact FROM contact_addresses WHERE block IN (SELECT n >> {Wider} FROM contact_blocks
        WHERE n & {(1 << Wider) - 1} = 0 AND n BETWEEN ({after} >> {AddressShift}) << {Wider} AND {last} >> {Shift}) AND contact > {after} AND contact <= {last}
        """;

    /// <summary>Who has ?1 as the column "phone" or "email", among ids above ?2 and up to ?3.</summary>
    public static string HaveAddress(string column) => $"id IN ({WithAddress("?2", "?3")} AND address = ?1) AND {column} = ?1";

    public static long Of(ContactId id) => id.Value >> Shift;

    /// <summary>To be called with the block of each new contact, where it may be another than that of the last.</summary>
    public static void Begin(WriteSession session, long block) => session
        .Prepare("INSERT OR IGNORE INTO contact_blocks (n) VALUES (?1), (?2)").Bind(1, block).Bind(2, block >> Wider << Wider).Execute();
}
