using ActiveReach.Audiences;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Expressions;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Ids;
using ActiveReach.Problems;
using static Contracts.Audiences.SomeContact;

namespace Contracts.Audiences.Evaluators;

/// <summary>What every reader of audiences promises.</summary>
public abstract partial class AudienceReaderContract
{
    protected abstract IAudienceReader Audiences { get; }

    protected abstract IContactStore Contacts { get; }

    [Fact]
    public async Task A_preview_counts_everybody_once_by_channel_and_by_reason()
    {
        await Contacts.SaveAsync(Shop, Draft("""{"externalId":"both","phone":"+34600000001","email":"a@example.com"}"""), Api);
        await Contacts.SaveAsync(Shop, Draft("""{"externalId":"mail","email":"b@example.com"}"""), Api);
        await Contacts.SaveAsync(Shop, Draft("""{"externalId":"nowhere"}"""), Api);
        await Contacts.SaveAsync(Shop, Draft("""{"externalId":"out","phone":"+34600000002","consent":{"sms":"opted_out"}}"""), Api);
        await Contacts.SaveAsync(Shop, Draft("""{"externalId":"unasked","phone":"+34600000003","consent":{"sms":"unknown"}}"""), Api);

        foreach (var audience in new[] { new Audience(), Where("""{"field":"external_id","op":"exists","value":true}""") })
        {
            var preview = await Audiences.PreviewAsync(await ResolvedAsync(audience), [Channel.Sms, Channel.Email]);
            Assert.Equal((5L, 1L, 2L), (preview.Total, preview.Reachable[Channel.Sms], preview.Reachable[Channel.Email]));
            Assert.Equal((1L, 1L, 1L), (preview.Excluded[SkipReason.NoAddress], preview.Excluded[SkipReason.OptedOut], preview.Excluded[SkipReason.NoConsent]));
            Assert.Equal(5, preview.Sample.Count);
        }
    }

    [Fact]
    public async Task Pages_give_everybody_once_in_order_of_id()
    {
        for (var n = 0; n < 25; n++)
            await Contacts.SaveAsync(Shop, Draft($$"""{"externalId":"c{{n}}","tags":["{{(n % 3 == 0 ? "a" : "b")}}"]}"""), Api);

        var seen = new List<ContactId>();
        for (var page = await Audiences.PageAsync(await ResolvedAsync(Where("""{"field":"tag","op":"has","value":"B"}""")), default, 5); page.Count > 0;)
        {
            seen.AddRange(page.Select(person => person.Id));
            page = await Audiences.PageAsync(await ResolvedAsync(Where("""{"field":"tag","op":"has","value":"B"}""")), page[^1].Id, 5);
        }

        Assert.Equal(16, seen.Count);
        Assert.Equal(seen.Distinct().Order(), seen);
    }

    [Fact]
    public async Task People_may_be_named_one_by_one()
    {
        var (first, _) = await Contacts.SaveAsync(Shop, Draft("""{"externalId":"c1"}"""), Api);
        await Contacts.SaveAsync(Shop, Draft("""{"externalId":"c2"}"""), Api);
        await Contacts.SaveAsync(Shop, Draft("""{"externalId":"c3"}"""), Api);
        var (foreign, _) = await Contacts.SaveAsync(Other, Draft("""{"externalId":"c4"}"""), Api);

        var page = await Audiences.PageAsync(await ResolvedAsync(new Audience { Contacts = [first.Id.ToString(), "c3", "c4", foreign.Id.ToString(), "nobody"] }), default, 10);
        Assert.Equal(["c1", "c3"], page.Select(person => person.ExternalId));
    }

    [Fact]
    public async Task Whose_birthday_it_is_is_found_by_the_day_of_the_year_as_it_is_now_page_by_page()
    {
        string[] days = ["1990-03-01", "2004-02-29", "1971-02-28", "2004-03-01", "1990-12-31", "1900-02-28"];
        for (var n = 0; n < days.Length; n++)
            await Contacts.SaveAsync(Shop, Draft($$"""{"externalId":"c{{n}}","birthday":"{{days[n]}}","tags":["{{(n == 2 ? "a" : "b")}}"]}"""), Api);
        await Contacts.SaveAsync(Shop, Draft("""{"externalId":"unborn"}"""), Api);
        await Contacts.SaveAsync(Other, Draft("""{"externalId":"c0","birthday":"1990-03-01"}"""), Api);

        Assert.Equal(["c0", "c3"], await BornOnAsync(new DateOnly(2027, 3, 1)));
        Assert.Equal(["c1", "c2", "c5"], await BornOnAsync(new DateOnly(2027, 2, 28)));
        Assert.Equal(["c2", "c5"], await BornOnAsync(new DateOnly(2028, 2, 28)));
        Assert.Equal(["c1"], await BornOnAsync(new DateOnly(2028, 2, 29)));
        Assert.Empty(await BornOnAsync(new DateOnly(2028, 3, 2)));

        await Contacts.SaveAsync(Shop, Draft("""{"externalId":"c0","birthday":"1990-03-02"}"""), Api);
        Assert.Equal(["c0"], await BornOnAsync(new DateOnly(2028, 3, 2)));
        Assert.Equal(["c3"], await BornOnAsync(new DateOnly(2028, 3, 1)));
        var tagged = await ResolvedAsync(Where("""{"field":"tag","op":"has","value":"b"}"""));
        Assert.Equal(["c1", "c5"], (await Audiences.PageAsync(tagged with { Who = new AllOf([new BirthdayCondition([228, 229]), tagged.Who!]) }, default, 10)).Select(person => person.ExternalId));
    }

    /// <summary>In pages of one.</summary>
    private async Task<IReadOnlyList<string?>> BornOnAsync(DateOnly day)
    {
        var (found, audience) = (new List<Recipient>(), new ResolvedAudience(Shop, new BirthdayCondition([.. Birthdays.KeptOn(day)]), Now));
        while (await Audiences.PageAsync(audience, found.LastOrDefault()?.Id ?? default, 1) is { Count: > 0 } page)
            found.AddRange(page);
        return [.. found.Select(person => person.ExternalId).Order()];
    }

    [Fact]
    public async Task A_segment_that_is_not_there_is_refused_by_name()
    {
        var error = await Assert.ThrowsAsync<InvalidInputException>(async () => await Audiences.PreviewAsync(await ResolvedAsync(new Audience { Exclude = ["seg_vip"] }), [Channel.Sms]));
        Assert.Equal(("audience.exclude[0]", "unknown_segment"), (error.Problems.Single().Path, error.Problems.Single().Code));
    }
}
