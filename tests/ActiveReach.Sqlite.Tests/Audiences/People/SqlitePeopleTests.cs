using ActiveReach.Audiences;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Timelines;
using ActiveReach.Consent;
using ActiveReach.Replies;
using ActiveReach.Sqlite.Audiences.Timelines;
using ActiveReach.Sqlite.Consent;
using ActiveReach.Sqlite.Engagement;
using Contracts.Audiences.People;

namespace ActiveReach.Sqlite.Tests.Audiences.People;

public sealed class SqliteDeviceTests : DeviceRegisterContract, IDisposable
{
    private readonly TemporaryProduct product = new();

    protected override IContactStore Contacts => product.Contacts;

    protected override IAudienceReader Audiences => product.Audiences;

    public void Dispose() => product.Dispose();
}

public sealed class SqliteMergeTests : ContactMergesContract, IDisposable
{
    private readonly TemporaryProduct product = new();

    protected override IContactStore Contacts => product.Contacts;

    protected override IConsentStore Consents => new SqliteConsentStore(product.Database);

    protected override IAudienceReader Audiences => product.Audiences;

    public void Dispose() => product.Dispose();
}

public sealed class SqliteTimelineTests : ContactTimelineContract, IDisposable
{
    private readonly TemporaryProduct product = new();

    protected override IContactStore Contacts => product.Contacts;

    protected override IConsentStore Consents => new SqliteConsentStore(product.Database);

    protected override IReplyStore Replies => new SqliteReplyStore(product.Database);

    protected override IContactTimeline Timeline => new SqliteContactTimeline(product.Database);

    public void Dispose() => product.Dispose();
}
