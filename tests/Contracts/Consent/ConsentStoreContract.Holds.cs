using ActiveReach.Documents;
using ActiveReach.Audiences;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Consent.Reviews;
using ActiveReach.Ids;
using ActiveReach.Lists;
using ActiveReach.Workspaces;
using Contracts.Documents;

namespace Contracts.Consent;

/// <summary>Of those who have asked to stop, until somebody has decided.</summary>
public abstract partial class ConsentStoreContract
{
    private static readonly Workspace Shop = new Workspace { Id = new WorkspaceId("shop"), Name = "Shop" }.With(new ConsentDefaults { DefaultConsent = ConsentState.OptedIn });
    private static readonly DateTimeOffset Noon = new(2026, 12, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly PageQuery Page = new(10, null, "at", false);

    private readonly MemoryDocuments documents = new();

    [Fact]
    public async Task A_request_is_listed_once_and_holds_until_it_is_decided_to_keep()
    {
        var ann = await AddAsync("+919812345601");
        await Reviews.HoldAsync(Shop.Id, ann, [Channel.Sms], "rpl_1", Noon);
        await Reviews.HoldAsync(Shop.Id, ann, [Channel.Sms], "rpl_1", Noon);
        var review = Assert.Single((await Reviews.ListAsync(Shop.Id, open: true, Page)).Items);
        Assert.Equal([Channel.Sms, Channel.Rcs], review.Channels);
        Assert.Equal((SkipReason.HeldForReview, SkipReason.HeldForReview, null), (await RefusalAsync(ann, Channel.Sms), await RefusalAsync(ann, Channel.Rcs), await RefusalAsync(ann, Channel.WhatsApp)));

        // A change of the profile keeps the hold.
        await Contacts.ChangeAsync(Shop, ann, new ContactDraft { [ContactFields.FirstName] = "Ann" }, null, new ContactOrigin("api", Noon, null));
        Assert.Equal(SkipReason.HeldForReview, await RefusalAsync(ann, Channel.Sms));

        Assert.True(await DecideAsync(review.Id, ReviewDecision.Keep));
        Assert.Null(await RefusalAsync(ann, Channel.Sms));
        Assert.False(await DecideAsync(review.Id, ReviewDecision.OptOut));
        Assert.Null(await RefusalAsync(ann, Channel.Sms));
        await Reviews.HoldAsync(Shop.Id, ann, [Channel.Sms], "rpl_1", Noon);
        Assert.Null(await RefusalAsync(ann, Channel.Sms));
        Assert.Equal(("lead@example.com", ReviewDecision.Keep), ((await Reviews.FindAsync(Shop.Id, review.Id))!.DecidedBy, (await Reviews.FindAsync(Shop.Id, review.Id))!.Decision));
        Assert.Equal((0L, 1L), ((await Reviews.ListAsync(Shop.Id, open: true, Page)).Total, (await Reviews.ListAsync(Shop.Id, open: false, Page)).Total));
    }

    [Fact]
    public async Task An_opt_out_withdraws_consent_and_another_open_request_still_holds()
    {
        var ann = await AddAsync("+919812345601");
        await Reviews.HoldAsync(Shop.Id, ann, [Channel.Sms], "rpl_1", Noon);
        await Reviews.HoldAsync(Shop.Id, ann, [Channel.WhatsApp], "rpl_2", Noon.AddHours(1));
        var reviews = (await Reviews.ListAsync(Shop.Id, open: null, Page)).Items;
        Assert.True(await DecideAsync(reviews[0].Id, ReviewDecision.OptOut));
        Assert.Equal((SkipReason.OptedOut, SkipReason.HeldForReview), (await RefusalAsync(ann, Channel.Sms), await RefusalAsync(ann, Channel.WhatsApp)));
    }

    [Fact]
    public async Task A_request_holds_for_the_number_and_its_decision_too_whoever_has_it_by_then()
    {
        var (ann, bob) = (await AddAsync("+919812345601"), await AddAsync("+919812345602"));
        await Reviews.HoldAsync(Shop.Id, ann, [Channel.Sms], "rpl_1", Noon);
        await Contacts.ChangeAsync(Shop, ann, new ContactDraft { [ContactFields.Phone] = "+919812345603" }, null, new ContactOrigin("api", Noon, null));
        await Contacts.ChangeAsync(Shop, bob, new ContactDraft { [ContactFields.Phone] = "+919812345601" }, null, new ContactOrigin("api", Noon, null));
        Assert.Equal((SkipReason.HeldForReview, SkipReason.HeldForReview), (await RefusalAsync(ann, Channel.Sms), await RefusalAsync(bob, Channel.Sms)));

        Assert.True(await DecideAsync((await Reviews.ListAsync(Shop.Id, open: true, Page)).Items[0].Id, ReviewDecision.OptOut));
        Assert.Equal((SkipReason.OptedOut, SkipReason.Suppressed), (await RefusalAsync(ann, Channel.Sms), await RefusalAsync(bob, Channel.Sms)));
    }

    [Fact]
    public async Task A_request_from_a_number_of_nobody_holds_for_who_comes_with_it()
    {
        await Reviews.HoldAsync(Shop.Id, "+919812345601", [Channel.Sms], "rpl_1", Noon);
        var ann = await AddAsync("+919812345601");
        var review = Assert.Single((await Reviews.ListAsync(Shop.Id, open: true, Page)).Items);
        Assert.Equal((null, SkipReason.HeldForReview), (review.Contact, await RefusalAsync(ann, Channel.Sms)));
        Assert.Empty((await Reviews.ListAsync(new WorkspaceId("other"), open: true, Page)).Items);
        Assert.True(await DecideAsync(review.Id, ReviewDecision.OptOut));
        Assert.Equal(SkipReason.Suppressed, await RefusalAsync(ann, Channel.Sms));
    }

    [Fact]
    public async Task A_review_goes_with_its_contact_and_is_nobody_elses()
    {
        var ann = await AddAsync("+919812345601");
        await Reviews.HoldAsync(Shop.Id, ann, [Channel.Sms], "rpl_1", Noon);
        var review = (await Reviews.ListAsync(Shop.Id, open: true, Page)).Items[0];
        Assert.Null(await Reviews.FindAsync(new WorkspaceId("other"), review.Id));
        await Reviews.ForgetAsync(Shop.Id, ann);
        await Contacts.EraseAsync(Shop.Id, ann, Noon);
        Assert.Null(await Reviews.FindAsync(Shop.Id, review.Id));
        await Reviews.HoldAsync(Shop.Id, ann, [Channel.Sms], "rpl_2", Noon);
        Assert.Empty((await Reviews.ListAsync(Shop.Id, open: null, Page)).Items);
    }

    [Fact]
    public async Task A_decision_that_was_cut_off_stays_open_and_is_carried_out_by_whoever_decides_again()
    {
        var ann = await AddAsync("+919812345601");
        await Reviews.HoldAsync(Shop.Id, ann, [Channel.Sms], "rpl_1", Noon);
        var id = (await Reviews.ListAsync(Shop.Id, open: true, Page)).Items[0].Id;
        await Assert.ThrowsAsync<IOException>(() => new ReviewList(new DiesAfterCommit(documents), Consents).DecideAsync(Shop.Id, id, ReviewDecision.OptOut, "lead@example.com", null, Noon));
        Assert.Equal((1L, SkipReason.HeldForReview), ((await Reviews.ListAsync(Shop.Id, open: true, Page)).Total, await RefusalAsync(ann, Channel.Sms)));

        Assert.False(await DecideAsync(id, ReviewDecision.Keep));
        Assert.Equal((0L, SkipReason.OptedOut), ((await Reviews.ListAsync(Shop.Id, open: true, Page)).Total, await RefusalAsync(ann, Channel.Sms)));
    }

    private ReviewList Reviews => new(documents, Consents);

    private Task<bool> DecideAsync(string id, ReviewDecision decision) =>
        Reviews.DecideAsync(Shop.Id, id, decision, "lead@example.com", "Read it.", Noon);

    private async Task<ContactId> AddAsync(string phone) =>
        (await Contacts.SaveAsync(Shop, new ContactDraft { [ContactFields.Phone] = phone }, new ContactOrigin("api", Noon, null))).Contact.Id;

    private async Task<string?> RefusalAsync(ContactId contact, Channel channel) => MayReach.Refusal((await Audiences.ReadAsync(Shop.Id, [contact]))[contact], channel);

    /// <summary>The power goes as soon as something is committed.</summary>
    private sealed class DiesAfterCommit(IDocuments documents) : IDocuments
    {
        public Task<StoredDocument?> FindAsync(DocumentKey key, CancellationToken cancellation = default) => documents.FindAsync(key, cancellation);

        public Task<DocumentPage> QueryAsync(DocumentQuery query, CancellationToken cancellation = default) => documents.QueryAsync(query, cancellation);

        public async Task<CommitOutcome> CommitAsync(string partition, IReadOnlyList<DocumentChange> changes, CancellationToken cancellation = default)
        {
            await documents.CommitAsync(partition, changes, cancellation);
            throw new IOException("The power is gone.");
        }
    }
}
