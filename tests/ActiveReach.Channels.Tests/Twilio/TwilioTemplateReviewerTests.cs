using ActiveReach.Channels.Tests.Vendors;
using ActiveReach.Channels.Twilio;
using ActiveReach.Media;
using ActiveReach.Providers;
using Carriers.StandIn.Twilio;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActiveReach.Channels.Tests.Twilio;

/// <summary>What is never shown to Meta through Twilio. What is, and what becomes of it, is told by the stories.</summary>
public sealed class TwilioTemplateReviewerTests : IAsyncLifetime
{
    private readonly HttpClient http = new();
    private TwilioStandIn twilio = null!;

    public async Task InitializeAsync() => twilio = await TwilioStandIn.OpenAsync();

    public async Task DisposeAsync()
    {
        http.Dispose();
        await twilio.DisposeAsync();
    }

    [Fact]
    public async Task A_file_that_can_not_be_shown_is_refused_by_name()
    {
        var reviewer = Reviewer(new Uri(twilio.Address));
        Assert.Equal(("headerExample", "required"), await reviewer.RefusedAsync(With(MediaKind.Document, null)));
        Assert.Equal(("headerExample", "media_type"), await reviewer.RefusedAsync(With(MediaKind.Video, Submitted.Example([1], MediaType.ThreeGp))));
        Assert.Equal(("headerExample", "media_type"), await reviewer.RefusedAsync(With(MediaKind.Image, Submitted.Example([1], MediaType.Gif))));
        Assert.Equal(("headerExample", "media_too_large"), await reviewer.RefusedAsync(With(MediaKind.Document, Submitted.Example([1], of: 16_000_001))));
        Assert.Empty(twilio.Requests);
    }

    [Fact]
    public async Task Twilio_itself_can_fetch_nothing_from_this_machine()
    {
        var here = Submitted.Example([1]) with { Url = "http://localhost:8123/m/token" };
        Assert.Equal(("headerExample", "not_available"), await Reviewer(new Uri("https://content.twilio.com")).RefusedAsync(With(MediaKind.Document, here)));
    }

    private static TemplateSubmission With(MediaKind kind, HeaderExample? example) => Submitted.Template("offer") with { Header = null, HeaderMedia = kind, Example = example };

    private TwilioTemplateReviewer Reviewer(Uri contents) => new(
        new TwilioOptions { AccountSid = TwilioStandIn.Account, AuthToken = TwilioStandIn.Token, Endpoint = new Uri(twilio.Address), ContentEndpoint = contents }, http, null!, TimeProvider.System, NullLogger<TwilioTemplateReviewer>.Instance);
}
