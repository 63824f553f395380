using ActiveReach.Ids;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Audiences;

/// <summary>
/// Contacts by stretches of ids. What they are found by is kept stretch after stretch, so that whoever is new adds to the end and not all
/// over a tree as large as the workspace: an import writes a page once and not with every batch. A search looks into each stretch there
/// is: 123 for the values of a million contacts; 16 for an address, since addresses are searched one by one. <c>contact_stretches</c> has
/// all in which ids were given, whether somebody lives there or not.
/// </summary>
internal static class Stretches
{
    /// <summary>Ids of a stretch of values: 8,192.</summary>
    public const int Shift = 13;

    /// <summary>Ids of a stretch of addresses: 65,536. It is told by the first stretch of values in it.</summary>
    public const int AddressShift = 16;

    private const int Wider = AddressShift - Shift;

    /// <summary>The stretches of values with ids above one parameter and up to another.</summary>
    public static string Between(string after, string last) => $"SELECT n FROM contact_stretches WHERE n BETWEEN {after} >> {Shift} AND {last} >> {Shift}";

    /// <summary>The ids above one parameter and up to another with an address; a condition on <c>address</c> may follow.</summary>
    public static string WithAddress(string after, string last) => $"""
        SELECT contact FROM contact_addresses WHERE stretch IN (SELECT n >> {Wider} FROM contact_stretches
        WHERE n & {(1 << Wider) - 1} = 0 AND n BETWEEN ({after} >> {AddressShift}) << {Wider} AND {last} >> {Shift}) AND contact > {after} AND contact <= {last}
        """;

    /// <summary>Who has ?1 as the column "phone" or "email", among ids above ?2 and up to ?3.</summary>
    public static string HaveAddress(string column) => $"id IN ({WithAddress("?2", "?3")} AND address = ?1) AND {column} = ?1";

    public static long Of(ContactId id) => id.Value >> Shift;

    /// <summary>To be called with the stretch of each new contact, where it may be another than that of the last.</summary>
    public static void Begin(WriteSession session, long stretch) => session
        .Prepare("INSERT OR IGNORE INTO contact_stretches (n) VALUES (?1), (?2)").Bind(1, stretch).Bind(2, stretch >> Wider << Wider).Execute();
}
