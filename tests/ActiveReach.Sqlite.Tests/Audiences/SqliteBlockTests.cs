using ActiveReach.Audiences;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Expressions;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Ids;
using ActiveReach.Sqlite.Consent;
using static Contracts.Audiences.SomeContact;

namespace ActiveReach.Sqlite.Tests.Audiences;

/// <summary>What contacts are found and counted by lies beside their table: it always says what the table says.</summary>
public sealed class SqliteBlockTests : IDisposable
{
    private readonly TemporaryProduct product = new();

    public void Dispose() => product.Dispose();

    [Fact]
    public async Task Contacts_of_every_block_are_found_by_address_and_by_value()
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
        var consents = new SqliteConsentStore(product.Database);
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
        await product.Contacts.SetDevicesAsync(Shop.Id, people[3], 1, Noon);
        await SameAsync("registered");
        await product.Contacts.MergeAsync(Shop.Id, people[4], people[5], Api);
        await SameAsync("merged");
    }

    /// <summary>Everybody, counted beforehand, is as many on each channel as everybody who is looked at.</summary>
    private async Task SameAsync(string after)
    {
        var everybody = await PreviewAsync(null);
        var lookedAt = await PreviewAsync(ExpressionParser.Parse(Where("""{"field":"external_id","op":"exists","value":true}""").Where, Shop));
        Assert.Equal((after, lookedAt.Total), (after, everybody.Total));
        Assert.Equal(lookedAt.Reachable, everybody.Reachable);
        Assert.Equal(lookedAt.Excluded.OrderBy(each => each.Key), everybody.Excluded.OrderBy(each => each.Key));

        Task<AudiencePreview> PreviewAsync(Expression? who) => product.Audiences.PreviewAsync(new ResolvedAudience(Shop, who, Now), [.. ChannelSet.All]);
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
