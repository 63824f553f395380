using System.Text.Json;
using ActiveReach.Audiences;
using ActiveReach.Audiences.Behaviour;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Expressions;
using ActiveReach.Channels;
using ActiveReach.Ids;
using static Contracts.Audiences.SomeContact;

namespace Contracts.Audiences.Evaluators;

/// <summary>The expected answers about behaviour, asked of every evaluator.</summary>
public abstract partial class BehaviourContract
{
    protected abstract IAudienceReader Audiences { get; }

    protected abstract IContactStore Contacts { get; }

    /// <summary>Gives a contact a past.</summary>
    /// <returns>It as the stores have it.</returns>
    protected abstract Task<ContactHistory> GiveAsync(ContactId contact, ContactHistory past);

    /// <summary>Now is 2 March 2026, noon. Ana got cmp_a 30 days ago, opened after one and clicked after two days; then its second run
    /// yesterday, still open. She got cmp_b (complete) and did nothing, but ordered 6 days after it, and cmp_late, whose order came a
    /// millisecond too late. A machine alone opened cmp_b's message, so nothing of it is marked as opened. She answered cmp_stop with STOP and
    /// cmp_held with words that somebody has to read; cmp_bounce came back, of cmp_quiet there is no receipt, and cmp_doubt is uncertain.</summary>
    public static ContactHistory Past { get; } = new(
        [
            Message("cmp_a.1", Noon.AddDays(-20), Noon.AddDays(-30)) with { OpenedAt = Noon.AddDays(-29), ClickedAt = Noon.AddDays(-28) },
            Message("cmp_a.2", null, Noon.AddDays(-1)),
            Message("cmp_b.1", Noon.AddDays(-5), Noon.AddDays(-10)),
            Message("cmp_late.1", Noon.AddDays(1), Noon.AddDays(-11).AddMilliseconds(-1)) with { RepliedAt = Noon.AddDays(-9) },
            Message("cmp_never.1", Noon.AddDays(-1), null),
            Message("cmp_stop.1", Noon.AddDays(-1), Noon.AddDays(-2)) with { OptedOutAt = Noon.AddDays(-2) },
            Message("cmp_held.1", Noon.AddDays(-1), Noon.AddDays(-2)) with { HeldAt = Noon.AddDays(-2) },
            Message("cmp_bounce.1", Noon.AddDays(-1), Noon.AddDays(-2), LedgerState.Bounced),
            Message("cmp_quiet.1", Noon.AddDays(-1), Noon.AddDays(-2), LedgerState.Handed),
            Message("cmp_doubt.1", Noon.AddDays(-1), null, LedgerState.Uncertain),
        ],
        [
            new("order_placed", Noon.AddDays(-4), JsonElement.Parse("""{"total":99.5,"city":"PUNE","cart":{"items":["Tea","rice"],"note":""},"paid":true,"empty":[]}""")),
            new("order_placed", Noon.AddDays(-100), JsonElement.Parse("""{"total":10,"city":"Goa","paid":false}""")),
            new("cart_abandoned", Noon.AddDays(3), null),
        ],
        [new(new CampaignId("cmp_b"), Noon.AddDays(-4))]);

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
        var (contact, _) = await Contacts.SaveAsync(Shop, Draft("""{"externalId":"c1","city":"Pune"}"""), Api);
        var ana = new ContactFacts(contact, await GiveAsync(contact.Id, Past));
        Assert.Equal((10, 3, 1), (ana.History.Messages.Count, ana.History.Events.Count, ana.History.Conversions.Count));
        var expression = ExpressionParser.Parse(JsonElement.Parse(where), Shop)!;
        var audience = new ResolvedAudience(Shop, expression, Now);

        Assert.Equal(expected, expression.IsTrueOf(ana, Now));
        Assert.Equal(expected ? 1 : 0, (await Audiences.PreviewAsync(audience, [Channel.Sms])).Total);
        Assert.Equal(expected ? 1 : 0, (await Audiences.PageAsync(audience, default, 10)).Count);
    }

    private static PastMessage Message(string run, DateTimeOffset? completed, DateTimeOffset? handed, LedgerState state = LedgerState.Delivered) => new()
    {
        Run = new RunId(run),
        Campaign = new RunId(run).Campaign,
        State = state,
        HandedAt = handed,
        DeliveredAt = state is LedgerState.Delivered ? handed : null,
        CompletedAt = completed,
    };
}
