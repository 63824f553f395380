using Carriers.StandIn.CommunicationServices;
using Carriers.StandIn.Ses;
using Carriers.StandIn.Vendors;
using Carriers.StandIn.WhatsApp;

namespace ActiveReach.Stories.Hostile;

/// <summary>Three vendors that do their worst: Meta knows no keys and breaks off, Communication Services know keys and break off more often, SES takes a mail and says nothing. What is
/// done to the next calls is drawn from a seed.</summary>
internal sealed class HostileVendors(MetaStandIn meta, AcsStandIn acs, SesStandIn ses) : IAsyncDisposable
{
    public const string VerifyToken = "a-token-that-meta-shows";

    public MetaStandIn Meta => meta;

    public AcsStandIn Acs => acs;

    public SesStandIn Ses => ses;

    /// <summary>Calls of vendors without keys of which the app can't know whether they were taken.</summary>
    public int Unanswered { get; private set; }

    public static async Task<HostileVendors> OpenAsync() => new(await MetaStandIn.OpenAsync(), await AcsStandIn.StartAsync(), await SesStandIn.OpenAsync());

    public IEnumerable<(string Key, string Value)> Settings =>
    [
        ("ActiveReach__WhatsApp__AccessToken", MetaStandIn.Token), ("ActiveReach__WhatsApp__BusinessAccountId", MetaStandIn.Account), ("ActiveReach__WhatsApp__PhoneNumbers__18005550101", MetaStandIn.Number),
        ("ActiveReach__WhatsApp__VerifyToken", VerifyToken), ("ActiveReach__WhatsApp__Endpoint", meta.Endpoint), ("ActiveReach__WhatsApp__PerMinute", "unlimited"),
        ("ActiveReach__CommunicationServices__ConnectionString", acs.ConnectionString), ("ActiveReach__CommunicationServices__SmsPerMinute", "unlimited"),
        ("ActiveReach__Ses__Region", SesStandIn.Region), ("ActiveReach__Ses__AccessKeyId", SesStandIn.KeyId), ("ActiveReach__Ses__SecretAccessKey", SesStandIn.Secret),
        ("ActiveReach__Ses__ConfigurationSet", SesStandIn.ConfigurationSet), ("ActiveReach__Ses__TopicArn", SesStandIn.Topic), ("ActiveReach__Ses__Endpoint", ses.Address), ("ActiveReach__Ses__PerMinute", "unlimited"),
    ];

    /// <summary>How many messages they have taken, each counted once.</summary>
    public int Taken => meta.Messages.Count + acs.Messages.Count + ses.Mails.Count;

    /// <summary>Says what becomes of the next calls, for so many people.</summary>
    public void Threaten(int seed, int people)
    {
        var random = new Random(seed);
        for (var call = 0; call < people; call++)
        {
            meta.Next(random.Next(1000) switch
            {
                < 8 => Unknown(VendorFate.TakenAndBroken),
                < 12 => Unknown(VendorFate.TakenAndGarbled),
                < 16 => Unknown(VendorFate.Broken),
                < 20 => Unknown(VendorFate.Refused(500, "131000")),
                < 100 => VendorFate.Refused(400, "131026"),
                100 => VendorFate.Refused(429, "130429", retryAfter: "1"),
                _ => VendorFate.Taken,
            });
            acs.Next(random.Next(100) switch
            {
                < 3 => AcsFate.TakenAndBroken,
                < 5 => AcsFate.TakenAndGarbled,
                5 => AcsFate.Refused(500),
                6 => AcsFate.Refused(503, retryAfter: "1"),
                _ => AcsFate.Taken,
            });
        }

        // Each of these is waited for until the call is given up.
        ses.Next(Enumerable.Range(0, Math.Max(20, people / 100)).Select(_ => random.Next(5) == 0 ? Unknown(VendorFate.TakenAndSilent) : VendorFate.Taken));
    }

    public async ValueTask DisposeAsync()
    {
        await meta.DisposeAsync();
        await acs.DisposeAsync();
        await ses.DisposeAsync();
    }

    private VendorFate Unknown(VendorFate fate)
    {
        Unanswered++;
        return fate;
    }
}
