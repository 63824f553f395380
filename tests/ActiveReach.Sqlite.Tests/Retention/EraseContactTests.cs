using ActiveReach.Audiences.Contacts;
using ActiveReach.Channels;
using ActiveReach.Consent.Reviews;
using ActiveReach.Events;
using ActiveReach.Inbox.Parked;
using ActiveReach.Lists;
using ActiveReach.Replies;
using ActiveReach.Sqlite.Audiences.Contacts;
using ActiveReach.Sqlite.Consent;
using ActiveReach.Sqlite.Documents;
using ActiveReach.Sqlite.Engagement;
using ActiveReach.Sqlite.Events;
using ActiveReach.Sqlite.Orders;
using ActiveReach.Sqlite.Tests.Audiences;
using ActiveReach.Words;
using ActiveReach.Workspaces;
using SqliteGroupCommit;
using Contracts.Audiences;

namespace ActiveReach.Sqlite.Tests.Retention;

/// <summary>An erasure that dies at any of its writes is done by asking for it again.</summary>
public sealed class EraseContactTests
{
    private static readonly Caller Admin = new(SomeContact.Shop.Id, "admin@example.com", Role.Admin);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task An_erasure_cut_off_at_a_write_leaves_the_person_to_be_erased_again(int write)
    {
        var folder = Directory.CreateTempSubdirectory("activereach-").FullName;
        Contact ann;
        using (var product = Open(folder, null))
            ann = await PrepareAsync(product.Database);
        using (var product = Open(folder, new DiesAt(write + 1)))
            await Assert.ThrowsAnyAsync<Exception>(() => EraseAsync(product.Database, ann));

        using (var product = Open(folder, null))
        {
            var left = await new SqliteContactStore(product.Database).FindAsync(Admin.Workspace, ann.Id);
            if (left is not null)
                await EraseAsync(product.Database, left);
            Assert.Null(await new SqliteContactStore(product.Database).FindAsync(Admin.Workspace, ann.Id));
            Assert.Equal(0, (await new SqliteEventStore(product.Database).ListAsync(Admin.Workspace, new EventFilter(), new PageQuery(10, null, "time", true))).Total);
            Assert.Equal((null, 1m), (await new SqliteOrderStore(product.Database).FindAsync(Admin.Workspace, "o") is { } order ? (order.Contact, order.Net) : default));
            Assert.Empty(await new SqliteEngagementInbox(product.Database).MentioningAsync(["+34600123456"]));
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task What_is_applied_between_the_steps_and_the_end_of_an_erasure_leaves_no_text()
    {
        var folder = Directory.CreateTempSubdirectory("activereach-").FullName;
        using (var product = Open(folder, null))
        {
            var ann = await PrepareAsync(product.Database);
            await EraseAsync(product.Database, ann, new AppliesMeanwhile(new SqliteReplyStore(product.Database)));
            Assert.DoesNotContain((await new SqliteReplyStore(product.Database).ThreadAsync(Admin.Workspace, ann.Id, new PageQuery(10, null, "at", false))).Items, reply => reply.Text is { Length: > 0 });
        }

        Directory.Delete(folder, recursive: true);
    }

    private static ProductDatabase Open(string folder, ICommitHook? hook) => new(new ProductDatabaseOptions { Directory = folder, Hook = hook });

    private static async Task<Contact> PrepareAsync(Database database)
    {
        var ann = (await new SqliteContactStore(database).SaveAsync(SomeContact.Shop, SomeContact.Draft("""{"externalId":"ann","phone":"+34600123456"}"""), SomeContact.Api)).Contact;
        await new SqliteEventStore(database).AddAsync(
            Admin.Workspace, [new ReceivedEvent("e1", "order_placed", new(IdentityKind.ExternalId, "ann"), SomeContact.Noon, null, """{"orderId":"o","total":1,"currency":"INR"}""")], SomeContact.Noon);
        await new SqliteEngagementInbox(database).AddAsync([new("acs", "t1", "{\"from\":\"+34600123456\"}"u8.ToArray(), SomeContact.Noon)]);
        return ann;
    }

    private static Task EraseAsync(Database database, Contact contact, params IErasureStep[] last) => new EraseContact(
        new SqliteContactStore(database),
        [new EraseMentions(new SqliteEngagementInbox(database), [], new SenderDirectory(new SqliteDocuments(database))), new EraseReplies(new SqliteReplyStore(database), new ReviewList(new SqliteDocuments(database), new SqliteConsentStore(database))), .. last],
        SomeContact.Clock).RunAsync(Admin, contact);

    /// <summary>A reply comes in when the first round of steps is over.</summary>
    private sealed class AppliesMeanwhile(IReplyStore replies) : IErasureStep
    {
        private bool hasCome;

        public async Task EraseAsync(WorkspaceId workspace, Contact contact, CancellationToken cancellation = default)
        {
            if (hasCome)
                return;
            hasCome = true;
            await replies.AddAsync(new Reply
            {
                Id = "rpl_late",
                Workspace = workspace,
                Channel = Channel.Sms,
                From = contact.Phone!,
                To = "+14155550100",
                Text = "It is me, Ann",
                Kind = ReplyKind.Reply,
                At = SomeContact.Noon,
                Contact = contact.Id,
            });
        }
    }

    /// <summary>The first commit is that of the schema.</summary>
    private sealed class DiesAt(long commit) : ICommitHook
    {
        public void BeforeCommit(long ordinal)
        {
            if (ordinal == commit)
                throw new IOException("The power is gone.");
        }

        public void AfterCommit(long ordinal)
        {
        }
    }
}
