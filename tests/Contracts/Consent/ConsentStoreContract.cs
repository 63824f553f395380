using ActiveReach.Audiences;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Ids;
using static Contracts.Audiences.SomeContact;

namespace Contracts.Consent;

/// <summary>What every store of consents promises.</summary>
public abstract partial class ConsentStoreContract
{
    protected abstract IConsentStore Consents { get; }

    protected abstract IContactStore Contacts { get; }

    protected abstract IAudienceReader Audiences { get; }

    [Fact]
    public async Task A_stop_by_text_covers_rcs_and_everybody_with_that_number_at_once()
    {
        var (first, _) = await Contacts.SaveAsync(Shop, Draft("""{"externalId":"c1","phone":"+34600123456","email":"a@example.com"}"""), Api);
        var (second, _) = await Contacts.SaveAsync(Shop, Draft("""{"externalId":"c2","phone":"+34600123456"}"""), Api);
        await Consents.OptOutAsync(Shop.Id, first.Id, [Channel.Sms], new ConsentEvidence("keyword", Noon, "reply 7"));

        var read = await Audiences.ReadAsync(Shop.Id, [first.Id, second.Id]);
        Assert.Equal(SkipReason.OptedOut, MayReach.Refusal(read[first.Id], Channel.Sms));
        Assert.Equal(SkipReason.OptedOut, MayReach.Refusal(read[first.Id], Channel.Rcs));
        Assert.Equal(SkipReason.Suppressed, MayReach.Refusal(read[second.Id], Channel.Sms));
        Assert.Null(MayReach.Refusal(read[first.Id], Channel.Email));
        Assert.Equal(ConsentState.OptedOut, read[first.Id].ConsentOn(Channel.Rcs));

        var (third, _) = await Contacts.SaveAsync(Shop, Draft("""{"externalId":"c3","phone":"+34600123456"}"""), Api);
        Assert.NotNull(MayReach.Refusal((await Audiences.ReadAsync(Shop.Id, [third.Id]))[third.Id], Channel.Sms));
    }

    [Fact]
    public async Task Whoever_starts_again_may_be_reached_again()
    {
        var (contact, _) = await Contacts.SaveAsync(Shop, Draft("""{"externalId":"c1","phone":"+34600123456"}"""), Api);
        await Consents.OptOutAsync(Shop.Id, contact.Id, [Channel.Sms], new ConsentEvidence("keyword", Noon));
        await Consents.OptInAsync(Shop.Id, contact.Id, [Channel.Sms], new ConsentEvidence("keyword", Noon.AddHours(1), "reply 9"));

        var read = await Audiences.ReadAsync(Shop.Id, [contact.Id]);
        Assert.Null(MayReach.Refusal(read[contact.Id], Channel.Sms));
        var sms = (await Consents.FindAsync(Shop.Id, contact.Id))!.Single(one => one.Channel == Channel.Sms);
        Assert.Equal((ConsentState.OptedIn, "keyword", "reply 9", false), (sms.State, sms.Source, sms.Proof, sms.Suppressed));
        Assert.Equal([ConsentState.OptedIn, ConsentState.OptedOut], (await Consents.ListChangesAsync(Shop.Id, contact.Id)).Select(change => change.State));
    }
}
