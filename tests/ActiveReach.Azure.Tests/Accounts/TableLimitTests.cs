using ActiveReach.Azure.Accounts;
using Azure.Data.Tables;

namespace ActiveReach.Azure.Tests.Accounts;

/// <summary>What Azure Tables don't take is refused by us, since the emulator takes it.</summary>
public sealed class TableLimitTests
{
    private static readonly TableClient Nowhere = new("TableEndpoint=http://127.0.0.1:1/none;AccountName=none;AccountKey=AA==", "none");

    public static TheoryData<string, TableEntity> Refused => new()
    {
        { "sign", new TableEntity("one", "a/b") },
        { "sign", new TableEntity("one", "a\tb") },
        { "1026 bytes of a key", new TableEntity("one", new string('k', 513)) },
        { "65538 bytes of the property 'text'", new TableEntity("one", "row") { ["text"] = new string('x', 32 * 1024 + 1) } },
        { "bytes", Large("row", 17) },
        { "253 properties", Wide(253) },
        { "'two', not in 'one'", new TableEntity("two", "row") },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void An_entity_that_tables_do_not_take_is_refused_by_name(string says, TableEntity entity) =>
        Assert.Contains(says, Assert.Throws<ArgumentException>(() => new EntityGroup(Nowhere, "one").Add(entity)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_group_takes_a_hundred_entities_and_four_mebibytes()
    {
        var many = new EntityGroup(Nowhere, "one");
        for (var row = 0; row < 100; row++)
            many.Add(new TableEntity("one", $"row {row}"));
        Assert.Contains("101 entities", Assert.Throws<ArgumentException>(() => many.Add(new TableEntity("one", "one more"))).Message, StringComparison.Ordinal);

        var large = new EntityGroup(Nowhere, "one");
        for (var row = 0; row < 5; row++)
            large.Add(Large($"row {row}", 12));
        Assert.Contains("bytes in a group", Assert.Throws<ArgumentException>(() => large.Add(Large("one more", 12))).Message, StringComparison.Ordinal);
    }

    private static TableEntity Wide(int properties)
    {
        var entity = new TableEntity("one", "row");
        for (var index = 0; index < properties; index++)
            entity[$"p{index}"] = index;
        return entity;
    }

    /// <summary>So many properties, each as large as one may be.</summary>
    private static TableEntity Large(string row, int properties)
    {
        var entity = new TableEntity("one", row);
        for (var index = 0; index < properties; index++)
            entity[$"p{index}"] = new byte[64 * 1024];
        return entity;
    }
}
