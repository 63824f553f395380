using ActiveReach.Engagement;
using ActiveReach.Inbox;
using ActiveReach.Replies;
using ActiveReach.Sqlite.Engagement;
using ActiveReach.Sqlite.Tests.Audiences;
using Contracts.Replies;
using Contracts.Inbox;

namespace ActiveReach.Sqlite.Tests.Engagement;

public sealed class SqliteEngagementInboxTests : EngagementInboxContract, IDisposable
{
    private readonly TemporaryProduct product = new();

    protected override IEngagementInbox Inbox => new SqliteEngagementInbox(product.Database);

    public void Dispose() => product.Dispose();
}

public sealed class SqliteReplyStoreTests : ReplyStoreContract, IDisposable
{
    private readonly TemporaryProduct product = new();

    protected override IReplyStore Replies => new SqliteReplyStore(product.Database);

    public void Dispose() => product.Dispose();
}
