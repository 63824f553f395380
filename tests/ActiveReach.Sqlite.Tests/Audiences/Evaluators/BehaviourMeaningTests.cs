using System.Text.Json;
using ActiveReach.Audiences;
using ActiveReach.Audiences.Behaviour;
using ActiveReach.Audiences.Expressions;
using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Ids;
using ActiveReach.Sqlite.Audiences;
using static Contracts.Audiences.SomeContact;

namespace ActiveReach.Sqlite.Tests.Audiences.Evaluators;

/// <summary>The expected answers about behaviour, asked of every evaluator.</summary>
public sealed class BehaviourMeaningTests : IAsyncLifetime
{
    private readonly TemporaryProduct product = new();
    private ContactFacts ana = null!;

    /// <summary>Now is 2 March 2026, noon. Ana got cmp_a 30 days ago, opened after one and clicked after two days; then its second run
    /// yesterday, still open. She got cmp_b (complete) and did nothing, but ordered 6 days after it, and cmp_late, whose order came a
    /// millisecond too late. A machine alone opened cmp_b's message, so nothing of it is marked as opened. She answered cmp_stop with STOP and
    /// cmp_held with words that somebody has to read; cmp_bounce came back, of cmp_quiet there is no receipt, and cmp_doubt is uncertain.</summary>
    public async Task InitializeAsync()
    {
        var (contact, _) = await product.Contacts.SaveAsync(Shop, Draft("""{"externalId":"c1","city":"Pune"}"""), Api);
        var past = new PastDeeds(product.Database);
        var goal = new ConversionGoal { Event = "order_placed", Window = TimeSpan.FromDays(7) };
        await past.MessageAsync(await past.RunAsync("cmp_a", 1, Noon.AddDays(-20)), contact.Id, Noon.AddDays(-30), Noon.AddDays(-29), Noon.AddDays(-28));
        await past.MessageAsync(await past.RunAsync("cmp_a", 2, completedAt: null), contact.Id, Noon.AddDays(-1));
        var converting = await past.RunAsync("cmp_b", 1, Noon.AddDays(-5), goal);
        await past.MessageAsync(converting, contact.Id, Noon.AddDays(-10));
        await past.ConversionAsync(converting, contact.Id, Noon.AddDays(-4));
        await past.MessageAsync(await past.RunAsync("cmp_late", 1, Noon.AddDays(1), goal), contact.Id, Noon.AddDays(-11).AddMilliseconds(-1), replied: Noon.AddDays(-9));
        await past.MessageAsync(await past.RunAsync("cmp_never", 1, Noon.AddDays(-1)), contact.Id, handed: null);
        var done = await past.RunAsync("cmp_stop", 1, Noon.AddDays(-1));
        await past.MessageAsync(done, contact.Id, Noon.AddDays(-2), optedOut: Noon.AddDays(-2));
        await past.MessageAsync(await past.RunAsync("cmp_held", 1, Noon.AddDays(-1)), contact.Id, Noon.AddDays(-2), held: Noon.AddDays(-2));
        await past.MessageAsync(await past.RunAsync("cmp_bounce", 1, Noon.AddDays(-1)), contact.Id, Noon.AddDays(-2), state: LedgerState.Bounced);
        await past.MessageAsync(await past.RunAsync("cmp_quiet", 1, Noon.AddDays(-1)), contact.Id, Noon.AddDays(-2), state: LedgerState.Handed);
        await past.MessageAsync(await past.RunAsync("cmp_doubt", 1, Noon.AddDays(-1)), contact.Id, handed: null, state: LedgerState.Uncertain);
        await past.EventAsync("order_placed", contact.Id, Noon.AddDays(-4), """{"total":99.5,"city":"PUNE","cart":{"items":["Tea","rice"],"note":""},"paid":true,"empty":[]}""");
        await past.EventAsync("order_placed", contact.Id, Noon.AddDays(-100), """{"total":10,"city":"Goa","paid":false}""");
        await past.EventAsync("cart_abandoned", contact.Id, Noon.AddDays(3));
        ana = new ContactFacts(contact, await new SqliteContactHistory(product.Database).ReadAsync(Shop.Id, contact.Id));
        Assert.Equal((10, 3, 1), (ana.History.Messages.Count, ana.History.Events.Count, ana.History.Conversions.Count));
    }

    public Task DisposeAsync()
    {
        product.Dispose();
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData("""{"did":"received"}""", true)]
    [InlineData("""{"did":"received","campaign":"cmp_never"}""", false)]
    [InlineData("""{"did":"received","campaign":"cmp_a","within":"P1D"}""", true)]
    [InlineData("""{"did":"received","campaign":"cmp_a","within":"PT23H"}""", false)]
    [InlineData("""{"did":"opened","campaign":"cmp_a"}""", true)]
    [InlineData("""{"did":"opened","campaign":"cmp_b"}""", false)]
    [InlineData("""{"did":"opened","within":"P29D"}""", true)]
    [InlineData("""{"did":"opened","within":"P28D"}""", false)]
    [InlineData("""{"did":"clicked"}""", true)]
    [InlineData("""{"did":"clicked","campaign":"cmp_other"}""", false)]
    [InlineData("""{"not":{"did":"clicked","campaign":"cmp_other"}}""", true)]
    [InlineData("""{"did":"clicked","campaign":"cmp_a","within":"P28D"}""", true)]
    [InlineData("""{"did":"clicked","campaign":"cmp_a","within":"PT671H59M59S"}""", false)]
    [InlineData("""{"did":"replied","campaign":"cmp_late"}""", true)]
    [InlineData("""{"did":"ignored","campaign":"cmp_a"}""", false)]
    [InlineData("""{"did":"ignored","campaign":"cmp_b"}""", true)]
    [InlineData("""{"did":"ignored","campaign":"cmp_b","within":"P10D"}""", true)]
    [InlineData("""{"did":"ignored","campaign":"cmp_b","within":"P9D"}""", false)]
    [InlineData("""{"did":"ignored","campaign":"cmp_late"}""", false)]
    [InlineData("""{"did":"ignored","campaign":"cmp_never"}""", false)]
    [InlineData("""{"did":"ignored"}""", true)]
    [InlineData("""{"did":"ignored","campaign":"cmp_stop"}""", false)]
    [InlineData("""{"did":"ignored","campaign":"cmp_held"}""", false)]
    [InlineData("""{"did":"ignored","campaign":"cmp_bounce"}""", false)]
    [InlineData("""{"did":"ignored","campaign":"cmp_quiet"}""", true)]
    [InlineData("""{"did":"ignored","campaign":"cmp_doubt"}""", false)]
    [InlineData("""{"did":"replied","campaign":"cmp_stop"}""", false)]
    [InlineData("""{"did":"replied","campaign":"cmp_held"}""", false)]
    [InlineData("""{"did":"received","campaign":"cmp_bounce"}""", true)]
    [InlineData("""{"did":"received","campaign":"cmp_doubt"}""", false)]
    [InlineData("""{"did":"delivered","campaign":"cmp_bounce"}""", false)]
    [InlineData("""{"did":"delivered","campaign":"cmp_quiet"}""", false)]
    [InlineData("""{"did":"delivered","campaign":"cmp_stop","within":"P2D"}""", true)]
    [InlineData("""{"did":"delivered","campaign":"cmp_stop","within":"P1D"}""", false)]
    [InlineData("""{"did":"converted"}""", true)]
    [InlineData("""{"did":"converted","campaign":"cmp_b","within":"P4D"}""", true)]
    [InlineData("""{"did":"converted","campaign":"cmp_b","within":"P3D"}""", false)]
    [InlineData("""{"did":"converted","campaign":"cmp_late"}""", false)]
    [InlineData("""{"did":"converted","campaign":"cmp_a"}""", false)]
    [InlineData("""{"event":"order_placed"}""", true)]
    [InlineData("""{"event":"order_placed","atLeast":2}""", true)]
    [InlineData("""{"event":"order_placed","atLeast":3}""", false)]
    [InlineData("""{"event":"order_placed","atLeast":2,"within":"P90D"}""", false)]
    [InlineData("""{"event":"order_placed","within":"P4D"}""", true)]
    [InlineData("""{"event":"order_placed","within":"P3D"}""", false)]
    [InlineData("""{"event":"cart_abandoned"}""", false)]
    [InlineData("""{"not":{"event":"cart_abandoned"}}""", true)]
    [InlineData("""{"event":"refund"}""", false)]
    [InlineData("""{"event":"order_placed","where":{"field":"total","op":"gte","value":99.5}}""", true)]
    [InlineData("""{"event":"order_placed","where":{"field":"total","op":"gt","value":99.5}}""", false)]
    [InlineData("""{"event":"order_placed","where":{"field":"total","op":"eq","value":"99.5"}}""", false)]
    [InlineData("""{"event":"order_placed","where":{"field":"total","op":"in","value":[10,11]},"within":"P90D"}""", false)]
    [InlineData("""{"event":"order_placed","where":{"field":"city","op":"eq","value":"pune"}}""", true)]
    [InlineData("""{"event":"order_placed","where":{"all":[{"field":"city","op":"eq","value":"pune"},{"field":"total","op":"lt","value":50}]}}""", false)]
    [InlineData("""{"event":"order_placed","where":{"any":[{"field":"city","op":"starts_with","value":"pu"},{"field":"total","op":"lt","value":50}]},"atLeast":2}""", true)]
    [InlineData("""{"event":"order_placed","where":{"not":{"field":"city","op":"eq","value":"pune"}},"within":"P90D"}""", false)]
    [InlineData("""{"event":"order_placed","where":{"not":{"field":"coupon","op":"eq","value":"X"}},"atLeast":2}""", true)]
    [InlineData("""{"event":"order_placed","where":{"field":"coupon","op":"neq","value":"X"}}""", false)]
    [InlineData("""{"event":"order_placed","where":{"field":"cart.items","op":"has","value":"TEA"}}""", true)]
    [InlineData("""{"event":"order_placed","where":{"field":"cart.items","op":"eq","value":"tea"}}""", false)]
    [InlineData("""{"event":"order_placed","where":{"field":"cart.note","op":"exists","value":true}}""", false)]
    [InlineData("""{"event":"order_placed","where":{"field":"cart.note","op":"neq","value":"x"}}""", false)]
    [InlineData("""{"event":"order_placed","where":{"field":"empty","op":"exists","value":false},"atLeast":2}""", true)]
    [InlineData("""{"event":"order_placed","where":{"field":"cart","op":"exists","value":true},"atLeast":2}""", false)]
    [InlineData("""{"event":"order_placed","where":{"field":"paid","op":"eq","value":true}}""", true)]
    [InlineData("""{"event":"order_placed","where":{"field":"paid","op":"neq","value":true}}""", true)]
    [InlineData("""{"event":"order_placed","where":{"field":"paid","op":"neq","value":true},"within":"P90D"}""", false)]
    [InlineData("""{"event":"order_placed","where":{}}""", true)]
    [InlineData("""{"event":"order_placed","where":{"field":"city","op":"eq","value":"'; DROP TABLE events --"}}""", false)]
    [InlineData("""{"all":[{"field":"city","op":"eq","value":"pune"},{"did":"clicked"},{"not":{"event":"order_placed","within":"P3D"}}]}""", true)]
    public async Task Behaviour_means_the_same_to_every_evaluator(string where, bool expected)
    {
        var expression = ExpressionParser.Parse(JsonElement.Parse(where), Shop)!;
        var audience = new ResolvedAudience(Shop, expression, Now);

        Assert.Equal(expected, expression.IsTrueOf(ana, Now));
        Assert.Equal(expected ? 1 : 0, (await product.Audiences.PreviewAsync(audience, [Channel.Sms])).Total);
        Assert.Equal(expected ? 1 : 0, (await product.Audiences.PageAsync(audience, default, 10)).Count);
    }
}
