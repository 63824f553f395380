using ActiveReach.Channels.Ses;
using ActiveReach.Channels.Tests.CommunicationServices;
using ActiveReach.Channels.Tests.Vendors;
using Carriers.StandIn.Ses;
using Carriers.StandIn.Vendors;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActiveReach.Channels.Tests.Ses;

public sealed class SesEmailProviderTests : IAsyncLifetime
{
    private readonly HttpClient http = new();
    private SesStandIn ses = null!;
    private SesEmailProvider provider = null!;

    public async Task InitializeAsync()
    {
        ses = await SesStandIn.OpenAsync();
        provider = Provider(options => options);
    }

    public async Task DisposeAsync()
    {
        http.Dispose();
        await ses.DisposeAsync();
    }

    [Fact]
    public async Task A_mail_is_taken_as_it_is_with_the_way_out_in_its_headers_and_our_tag()
    {
        var answer = await provider.SendAsync(AcsSetting.Mail());

        var taken = Assert.Single(ses.Mails);
        Assert.Equal(new HandOver(HandOverResult.Accepted, taken.Id), answer);
        Assert.Equal(("news@shop.example", "c1@example.com", "Grüße", "It's here", "<p>It's here</p>"), (taken.From, taken.To, taken.Subject, taken.Text, taken.Html));
        Assert.Equal(AcsSetting.Mail().Headers, taken.Headers);
        Assert.Equal("run.1:0:0:1", SesTag.Read(taken.Tag));
        Assert.Empty(ses.Faults);
    }

    [Theory]
    [InlineData(400, "MessageRejected", HandOverResult.Rejected, "message_rejected")]
    [InlineData(400, "MessageRejected+address", HandOverResult.Rejected, "sender_not_verified")]
    [InlineData(400, "MailFromDomainNotVerifiedException", HandOverResult.Rejected, "mail_from_domain_not_verified")]
    [InlineData(400, "BadRequestException", HandOverResult.Rejected, "bad_request")]
    [InlineData(413, null, HandOverResult.Rejected, "too_large")]
    [InlineData(400, null, HandOverResult.Rejected, "rejected")]
    [InlineData(429, "TooManyRequestsException", HandOverResult.Deferred, "rate_limit")]
    [InlineData(429, "TooManyRequestsException+daily", HandOverResult.Deferred, "daily_quota")]
    [InlineData(400, "ThrottlingException", HandOverResult.Deferred, "rate_limit")]
    [InlineData(400, "SendingPausedException", HandOverResult.Deferred, "account_paused")]
    [InlineData(400, "AccountSuspendedException", HandOverResult.Deferred, "account_paused")]
    [InlineData(404, "NotFoundException", HandOverResult.Deferred, "not_set_up")]
    [InlineData(403, "SignatureDoesNotMatch", HandOverResult.Deferred, "not_authorized")]
    [InlineData(400, "ExpiredTokenException", HandOverResult.Deferred, "not_authorized")]
    [InlineData(403, null, HandOverResult.Deferred, "not_authorized")]
    [InlineData(500, "InternalFailure", HandOverResult.Unknown, null)]
    [InlineData(503, "ServiceUnavailable", HandOverResult.Unknown, null)]
    [InlineData(408, null, HandOverResult.Unknown, null)]
    public async Task Each_error_has_one_meaning(int status, string? code, HandOverResult result, string? reason)
    {
        ses.Next(VendorFate.Refused(status, code));
        var answer = await provider.SendAsync(AcsSetting.Mail());
        Assert.Equal((result, null, reason), (answer.Result, answer.MessageId, answer.Reason));
        Assert.Empty(ses.Mails);
    }

    [Fact]
    public async Task A_days_quota_is_waited_for_an_hour_and_a_limit_as_long_as_is_asked()
    {
        ses.Next(VendorFate.Refused(429, "TooManyRequestsException+daily"), VendorFate.Refused(429, "TooManyRequestsException", retryAfter: "3"));
        Assert.Equal(TimeSpan.FromHours(1), (await provider.SendAsync(AcsSetting.Mail())).RetryAfter);
        Assert.Equal(TimeSpan.FromSeconds(3), (await provider.SendAsync(AcsSetting.Mail())).RetryAfter);
    }

    [Fact]
    public async Task What_was_taken_without_an_answer_that_makes_sense_is_in_doubt_and_never_repeated()
    {
        ses.Next(VendorFate.TakenAndGarbled, VendorFate.TakenAndBroken, VendorFate.TakenAndSilent);
        Assert.Equal(HandOverResult.Unknown, (await provider.SendAsync(AcsSetting.Mail())).Result);
        await Assert.ThrowsAnyAsync<Exception>(() => provider.SendAsync(AcsSetting.Mail()));
        await provider.GiveUpAsync(AcsSetting.Mail(), () => ses.Mails.Count == 3);
        Assert.Equal((3, 3, TimeSpan.Zero), (ses.Mails.Count, ses.Requests.Count, provider.RepeatWindow));
    }

    [Fact]
    public async Task Nobody_at_home_and_a_wrong_key_fail_nobody()
    {
        provider = Provider(options => options with { SecretAccessKey = "another-secret-of-nobody" });
        Assert.Equal((HandOverResult.Deferred, "not_authorized"), Told(await provider.SendAsync(AcsSetting.Mail())));
        Assert.Equal(["another signature"], ses.Faults);
        await ses.DisposeAsync();
        Assert.Equal((HandOverResult.Deferred, "unavailable"), Told(await provider.SendAsync(AcsSetting.Mail())));
    }

    [Fact]
    public void Without_a_configuration_set_no_report_is_promised()
    {
        Assert.True(provider.ReportsDelivery);
        Assert.False(Provider(options => options with { ConfigurationSet = null }).ReportsDelivery);
    }

    private SesEmailProvider Provider(Func<SesOptions, SesOptions> change) => new(
        change(new SesOptions { Region = SesStandIn.Region, AccessKeyId = SesStandIn.KeyId, SecretAccessKey = SesStandIn.Secret, ConfigurationSet = SesStandIn.ConfigurationSet, Endpoint = new Uri(ses.Address) }),
        http,
        NullLogger<SesEmailProvider>.Instance);

    private static (HandOverResult, string?) Told(HandOver answer) => (answer.Result, answer.Reason);
}
