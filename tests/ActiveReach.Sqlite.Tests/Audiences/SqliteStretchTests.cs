using ActiveReach.Audiences;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Devices;
using ActiveReach.Audiences.Expressions;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Sqlite.Audiences.Devices;
using ActiveReach.Sqlite.Audiences.Merges;
using ActiveReach.Sqlite.Consent;
using static ActiveReach.Sqlite.Tests.Audiences.SomeContact;

namespace ActiveReach.Sqlite.Tests.Audiences;

/// <summary>What contacts are found and counted by lies beside their table: it always says what the table says.</summary>
public sealed class SqliteStretchTests : IDisposable
{
    private readonly TemporaryProduct product = new();

    public void Dispose() => product.Dispose();

    [Fact]
    public async Task Contacts_of_every_stretch_are_found_by_address_and_by_value()
    {
        foreach (var last in new[] { 0, 8191, 65535, 131071 })
        {
            await ExecuteAsync($"UPDATE audience_workspaces SET last = {last}");
            await product.Contacts.SaveAsync(Shop, Draft($$"""{"externalId":"a{{last}}","phone":"+34600123456","email":"e{{last}}@example.com","city":"Pune"}"""), Api);
            await product.Contacts.SaveAsync(Shop, Draft($$"""{"externalId":"b{{last}}","tags":["vip"]}"""), Api);
        }

        Assert.Equal(["a0", "a8191", "a65535", "a131071"], (await product.Contacts.FindByAddressAsync(Shop.Id, "+34600123456")).Select(one => one.ExternalId));
        Assert.Equal("a65535", (await product.Contacts.FindByAddressAsync(Shop.Id, "e65535@example.com")).Single().ExternalId);
        Assert.Equal(["a0", "a8191", "a65535", "a131071"], await FoundAsync("""{"field":"city","op":"eq","value":"pune"}"""));
        Assert.Equal(["b0", "b8191", "b65535", "b131071"], await FoundAsync("""{"field":"tag","op":"has","value":"VIP"}"""));
        Assert.Equal(["a8191"], await FoundAsync("""{"field":"email","op":"eq","value":"e8191@example.com"}"""));
        var (again, added) = await product.Contacts.SaveAsync(Shop, Draft("""{"email":"e131071@example.com","city":"Goa"}"""), Api);
        Assert.Equal((false, "a131071"), (added, again.ExternalId));
    }

    [Fact]
    public async Task Everybody_is_counted_as_they_stand_whatever_changed_them()
    {
        var (consents, devices) = (new SqliteConsentStore(product.Database), new SqliteDeviceStore(product.Database));
        var people = new List<ContactId>();
        for (var n = 0; n < 9; n++)
            people.Add((await product.Contacts.SaveAsync(Shop, Draft($$"""{"externalId":"c{{n}}","phone":"+3460000000{{n}}","email":"c{{n}}@example.com"}"""), Api)).Contact.Id);
        await SameAsync("saved");
        await consents.OptOutAsync(Shop.Id, people[0], [Channel.Sms], new ConsentEvidence("text", Noon));
        await SameAsync("opted out");
        await product.Contacts.SaveAsync(Shop, Draft("""{"externalId":"c1","phone":null,"consent":{"email":"unknown"}}"""), Api);
        await SameAsync("changed");
        await product.Contacts.EraseAsync(Shop.Id, people[2], Noon);
        await SameAsync("erased");
        await product.Contacts.SaveAsync(Shop, Draft("""{"externalId":"again","phone":"+34600000002"}"""), Api);
        await SameAsync("suppressed");
        await devices.RegisterAsync(Shop.Id, people[3], DevicePlatform.Ios, "token", Noon);
        await SameAsync("registered");
        await new SqliteContactMerges(product.Database).MergeAsync(Shop.Id, people[4], people[5], Api);
        await SameAsync("merged");
    }

    [Fact]
    public async Task A_file_from_before_the_stretches_is_brought_into_them_when_it_is_opened()
    {
        for (var n = 0; n < 30; n++)
            await product.Contacts.SaveAsync(Shop, Draft($$$"""{"externalId":"c{{{n}}}","phone":"+346000000{{{n:00}}}","city":"{{{(n % 2 == 0 ? "Pune" : "Goa")}}}","country":"IN","outlet":"Centre","tags":["t{{{n % 3}}}"],"custom":{"points":{{{n}}}}}"""), Api);
        await ExecuteAsync("""
            CREATE TABLE before (field INTEGER NOT NULL, value, contact INTEGER NOT NULL, PRIMARY KEY (field, value, contact)) WITHOUT ROWID;
            INSERT INTO before SELECT v.field, v.value, (v.stretch << 13) + m.value FROM contact_values AS v, json_each(v.members) AS m JOIN contact_fields AS f ON f.key = v.field WHERE f.name NOT IN ('#city', '#country', '#outlet');
            DELETE FROM contact_fields WHERE name IN ('#city', '#country', '#outlet');
            DROP TABLE contact_values;
            ALTER TABLE before RENAME TO contact_values;
            DROP TRIGGER contact_reach_changes;
            DROP TRIGGER contact_reach_goes;
            DROP TABLE contact_reach;
            DROP TABLE contact_stretches;
            DROP TABLE contact_addresses;
            CREATE INDEX contacts_by_reach ON contacts (workspace, reach);
            CREATE INDEX contacts_by_email ON contacts (email) WHERE email IS NOT NULL;
            """);
        product.CutPowerAndStartAgain();
        product.CutPowerAndStartAgain();

        await SameAsync("upgraded");
        Assert.Equal(15, (await FoundAsync("""{"field":"city","op":"eq","value":"pune"}""")).Count);
        Assert.Equal(30, (await FoundAsync("""{"field":"country","op":"eq","value":"IN"}""")).Count);
        Assert.Equal(30, (await product.Contacts.ListAsync(Shop.Id, null, null, 100, outlet: "centre")).Total);
        Assert.Equal(["c28", "c29"], await FoundAsync("""{"field":"custom.points","op":"gte","value":28}"""));
        Assert.Equal("c7", (await product.Contacts.FindByAddressAsync(Shop.Id, "+34600000007")).Single().ExternalId);
        await product.Contacts.SaveAsync(Shop, Draft("""{"externalId":"c1","tags":["t0"]}"""), Api);
        Assert.Equal(9, (await FoundAsync("""{"field":"tag","op":"has","value":"t1"}""")).Count);
        Assert.Equal(11, (await FoundAsync("""{"field":"tag","op":"has","value":"t0"}""")).Count);
    }

    [Fact]
    public async Task Newcomers_are_found_in_an_older_file_though_nobody_is_left_of_those_before_them()
    {
        await product.Contacts.SaveAsync(Shop, Draft("""{"externalId":"gone"}"""), Api);
        await product.Contacts.EraseAsync(Shop.Id, (await product.Contacts.FindByExternalIdAsync(Shop.Id, "gone"))!.Id, Noon);
        await ExecuteAsync("UPDATE audience_workspaces SET last = 8200; DROP TABLE contact_values; DELETE FROM contact_stretches; CREATE TABLE contact_values (field, value, contact)");
        product.CutPowerAndStartAgain();

        await product.Contacts.SaveAsync(Shop, Draft("""{"externalId":"c1","email":"a@example.com","tags":["vip"]}"""), Api);
        Assert.Equal(["c1"], await FoundAsync("""{"field":"tag","op":"has","value":"vip"}"""));
        Assert.Equal("c1", (await product.Contacts.FindByAddressAsync(Shop.Id, "a@example.com")).Single().ExternalId);
    }

    /// <summary>Everybody, counted beforehand, is as many on each channel as everybody who is looked at.</summary>
    private async Task SameAsync(string after)
    {
        var everybody = await PreviewAsync(null);
        var lookedAt = await PreviewAsync(ExpressionParser.Parse(Where("""{"field":"external_id","op":"exists","value":true}""").Where, Shop));
        Assert.Equal((after, lookedAt.Total), (after, everybody.Total));
        Assert.Equal(lookedAt.Reachable, everybody.Reachable);
        Assert.Equal(lookedAt.Excluded.OrderBy(each => each.Key), everybody.Excluded.OrderBy(each => each.Key));

        Task<AudiencePreview> PreviewAsync(Expression? who) => product.Audiences.PreviewAsync(new ResolvedAudience(Shop, who, Now), Enum.GetValues<Channel>());
    }

    private async Task<IReadOnlyList<string?>> FoundAsync(string where) =>
        [.. (await product.Audiences.PageAsync(new ResolvedAudience(Shop, ExpressionParser.Parse(Where(where).Where, Shop), Now), default, 100)).Select(person => person.ExternalId)];

    private Task ExecuteAsync(string sql) => product.Database.WriteAsync(session =>
    {
        using var command = session.Connection.CreateCommand();
#pragma warning disable CA2100 // Text of this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    });
}
