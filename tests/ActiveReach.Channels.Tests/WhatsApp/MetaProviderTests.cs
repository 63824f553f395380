using ActiveReach.Channels.Tests.Vendors;
using ActiveReach.Channels.WhatsApp;
using ActiveReach.Media;
using ActiveReach.Problems;
using ActiveReach.TemplateLibrary;
using Carriers.StandIn.Vendors;
using Carriers.StandIn.WhatsApp;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActiveReach.Channels.Tests.WhatsApp;

public sealed class MetaProviderTests : IAsyncLifetime
{
    private MetaStandIn meta = null!;
    private MetaWhatsAppProvider provider = null!;
    private MetaTemplateReviewer reviewer = null!;
    private readonly HttpClient http = new();

    public async Task InitializeAsync()
    {
        meta = await MetaStandIn.OpenAsync();
        Take(MetaStandIn.Token);
    }

    public async Task DisposeAsync()
    {
        http.Dispose();
        await meta.DisposeAsync();
    }

    [Fact]
    public async Task A_message_is_its_template_with_its_values_and_our_tag()
    {
        var answer = await provider.SendAsync(Message());

        var taken = Assert.Single(meta.Messages);
        Assert.Equal(new HandOver(HandOverResult.Accepted, taken.Id), answer);
        Assert.Equal((MetaStandIn.Number, "+919800000001", "launch", "en", "run.1:0:0:1"), (taken.Number, taken.To, taken.Template, taken.Language, taken.Tag));
        Assert.Equal(["Diwali", "Asha", "see \"it\" & <more>"], taken.Values);
        Assert.Empty(meta.Faults);
    }

    [Fact]
    public async Task A_header_shows_a_file_by_its_address_and_a_button_gets_the_end_of_its_own()
    {
        MessageButton[] buttons = [new(TemplateButtonType.QuickReply, "Yes"), new(TemplateButtonType.Url, "Shop", "https://shop.example/"), new(TemplateButtonType.Url, "Offer", "https://reach.example/r/abc", "abc")];
        var message = Message() with { Template = new TemplateMessage("900", "launch", "en", [], ["Asha"]) { Buttons = buttons }, Media = [new MessageMedia("https://reach.example/m/xyz", "application/pdf", "sale.pdf")] };
        Assert.Equal(HandOverResult.Accepted, (await provider.SendAsync(message)).Result);
        Assert.Equal(
            """[{"type":"header","parameters":[{"type":"document","document":{"link":"https://reach.example/m/xyz","filename":"sale.pdf"}}]},{"type":"body","parameters":[{"type":"text","text":"Asha"}]},{"type":"button","sub_type":"url","index":"2","parameters":[{"type":"text","text":"abc"}]}]""",
            Assert.Single(meta.Requests).Json!["template"]!["components"]!.ToJsonString());
    }

    [Fact]
    public async Task A_template_with_a_file_in_its_header_is_shown_with_one_and_with_its_buttons()
    {
        byte[] bytes = [.. "%PDF-1.7 a sale"u8];
        var submission = Submitted.Template("offer") with
        {
            Header = null,
            HeaderMedia = MediaKind.Document,
            Example = Submitted.Example(bytes),
            Buttons = [new(TemplateButtonType.QuickReply, "Yes"), new(TemplateButtonType.Url, "Offer", "https://reach.example/r/{{1}}"), new(TemplateButtonType.PhoneNumber, "Call", Phone: "+18005550101")],
        };
        await reviewer.SubmitAsync(submission, CancellationToken.None);
        var (handle, file) = Assert.Single(meta.Files);
        Assert.Equal(bytes, file);
        Assert.Equal("?file_name=a%20sale.pdf&file_length=15&file_type=application%2Fpdf", meta.Requests[0].Query);
        var components = meta.Templates[("offer", "en")]["components"]!.AsArray();
        Assert.Equal($$$"""{"type":"HEADER","format":"DOCUMENT","example":{"header_handle":["{{{handle}}}"]}}""", components[0]!.ToJsonString());
        Assert.Equal(
            """{"type":"BUTTONS","buttons":[{"type":"QUICK_REPLY","text":"Yes"},{"type":"URL","text":"Offer","url":"https://reach.example/r/{{1}}","example":["https://reach.example/r/example"]},{"type":"PHONE_NUMBER","text":"Call","phone_number":"\u002B18005550101"}]}""",
            components[^1]!.ToJsonString());
        Assert.Empty(meta.Faults);
    }

    [Fact]
    public async Task A_file_that_can_not_be_shown_is_refused_by_name()
    {
        Assert.Equal(("headerExample", "required"), await reviewer.RefusedAsync(Submitted.Template("offer") with { HeaderMedia = MediaKind.Document }));
        Assert.Equal(("headerExample", "media_type"), await reviewer.RefusedAsync(Submitted.Template("offer") with { HeaderMedia = MediaKind.Video, Example = Submitted.Example([1], MediaType.ThreeGp) }));
        Assert.Equal(("headerExample", "unknown_media"), await reviewer.RefusedAsync(Submitted.Template("offer") with { HeaderMedia = MediaKind.Document, Example = Submitted.Example([1]) with { OpenAsync = _ => throw new FileNotFoundException() } }));
        meta.Next(VendorFate.Refused(400, "100"));
        Assert.Equal(("", "refused_by_provider"), await reviewer.RefusedAsync(Submitted.Template("offer") with { HeaderMedia = MediaKind.Document, Example = Submitted.Example([1]) }));
        Take(MetaStandIn.Token, app: null);
        Assert.Equal(("headerMedia", "not_available"), await reviewer.RefusedAsync(Submitted.Template("offer") with { HeaderMedia = MediaKind.Document, Example = Submitted.Example([1]) }));
        Assert.Empty(meta.Templates);
    }

    [Fact]
    public async Task Free_words_go_to_whoever_wrote_within_a_day()
    {
        var message = Message() with { Template = null, Text = "We are open until six." };
        Assert.Equal((HandOverResult.Rejected, "whatsapp_131047"), Told(await provider.SendAsync(message)));
        meta.Wrote[message.To] = true;
        Assert.Equal(HandOverResult.Accepted, (await provider.SendAsync(message)).Result);
        Assert.Equal(("We are open until six.", "run.1:0:0:1"), (Assert.Single(meta.Messages).Values[0], meta.Messages[0].Tag));
    }

    [Fact]
    public async Task A_template_without_values_has_no_components()
    {
        Assert.Equal(HandOverResult.Accepted, (await provider.SendAsync(Message() with { Template = new TemplateMessage("900", "launch", "pt_BR", [], []) })).Result);
        Assert.Empty(Assert.Single(meta.Requests).Json!["template"]!["components"]!.AsArray());
    }

    [Theory]
    [InlineData(400, "131049", HandOverResult.Rejected, "whatsapp_131049")]
    [InlineData(400, "131026", HandOverResult.Rejected, "whatsapp_131026")]
    [InlineData(400, "131047", HandOverResult.Rejected, "whatsapp_131047")]
    [InlineData(400, "132000", HandOverResult.Rejected, "whatsapp_132000")]
    [InlineData(404, "132001", HandOverResult.Rejected, "whatsapp_132001")]
    [InlineData(400, "100", HandOverResult.Rejected, "whatsapp_100")]
    [InlineData(400, "131048", HandOverResult.Deferred, "spam_rate_limit")]
    [InlineData(400, "130429", HandOverResult.Deferred, "rate_limit")]
    [InlineData(400, "80007", HandOverResult.Deferred, "rate_limit")]
    [InlineData(400, "4", HandOverResult.Deferred, "rate_limit")]
    [InlineData(429, null, HandOverResult.Deferred, "rate_limit")]
    [InlineData(401, "190", HandOverResult.Deferred, "not_authorized")]
    [InlineData(403, "10", HandOverResult.Deferred, "not_authorized")]
    [InlineData(403, "200", HandOverResult.Deferred, "not_authorized")]
    [InlineData(403, "368", HandOverResult.Deferred, "account_locked")]
    [InlineData(400, "131042", HandOverResult.Deferred, "payment")]
    [InlineData(500, "131000", HandOverResult.Unknown, null)]
    [InlineData(503, "2", HandOverResult.Unknown, null)]
    [InlineData(502, null, HandOverResult.Unknown, null)]
    [InlineData(408, null, HandOverResult.Unknown, null)]
    [InlineData(400, null, HandOverResult.Rejected, "rejected")]
    public async Task Each_error_has_one_meaning(int status, string? code, HandOverResult result, string? reason)
    {
        meta.Next(VendorFate.Refused(status, code));
        var answer = await provider.SendAsync(Message());
        Assert.Equal((result, null, reason), (answer.Result, answer.MessageId, answer.Reason));
        Assert.Empty(meta.Messages);
    }

    [Fact]
    public async Task A_limit_is_kept_as_long_as_Meta_asks()
    {
        meta.Next(VendorFate.Refused(429, "130429", retryAfter: "77"));
        Assert.Equal(TimeSpan.FromSeconds(77), (await provider.SendAsync(Message())).RetryAfter);
        meta.Next(VendorFate.Refused(429, "80007"));
        Assert.Equal(TimeSpan.FromMinutes(5), (await provider.SendAsync(Message())).RetryAfter);
    }

    [Fact]
    public async Task What_was_taken_without_an_answer_that_makes_sense_is_in_doubt_and_never_repeated()
    {
        meta.Next(VendorFate.TakenAndGarbled, VendorFate.TakenAndBroken, VendorFate.TakenAndSilent);
        Assert.Equal(HandOverResult.Unknown, (await provider.SendAsync(Message())).Result);
        await Assert.ThrowsAnyAsync<Exception>(() => provider.SendAsync(Message()));
        await provider.GiveUpAsync(Message(), () => meta.Messages.Count == 3);
        Assert.Equal((3, 3), (meta.Messages.Count, meta.Requests.Count));
        Assert.Equal((TimeSpan.Zero, true), (provider.RepeatWindow, provider.ReportsDelivery));
    }

    [Fact]
    public async Task Nobody_at_home_and_a_wrong_token_fail_nobody()
    {
        Take("EAAJ-another-token-of-nobody");
        Assert.Equal((HandOverResult.Deferred, "not_authorized"), Told(await provider.SendAsync(Message())));
        await meta.DisposeAsync();
        Assert.Equal((HandOverResult.Deferred, "unavailable"), Told(await provider.SendAsync(Message())));
    }

    [Fact]
    public async Task A_sender_that_is_no_number_of_the_account_is_named_without_a_call()
    {
        Assert.Equal((HandOverResult.Rejected, "unknown_sender"), Told(await provider.SendAsync(Message() with { From = "+18005559999" })));
        Assert.Equal((HandOverResult.Rejected, "text_too_long"), Told(await provider.SendAsync(Message() with { Template = null, Text = new string('a', 4097) })));
        Assert.Empty(meta.Requests);
    }

    [Fact]
    public async Task A_template_is_shown_with_examples_and_the_same_again_is_the_same()
    {
        var first = await ShowAsync("launch");
        var shown = meta.Templates[("launch", "en")];
        Assert.Equal((string)shown["id"]!, first);
        Assert.Equal(
            """[{"type":"HEADER","format":"TEXT","text":"For {{1}}","example":{"header_text":["Example 1"]}},{"type":"BODY","text":"Hi {{1}}, our {{2}} launch.","example":{"body_text":[["Example 1","Example 2"]]}},{"type":"FOOTER","text":"STOP to opt out"}]""",
            shown["components"]!.ToJsonString());
        Assert.Equal(first, await ShowAsync("launch"));
        Assert.Single(meta.Templates);
    }

    [Fact]
    public async Task What_Meta_will_not_look_at_is_refused_in_its_words_and_a_limit_is_waited_for()
    {
        meta.Next(VendorFate.Refused(400, "100"), VendorFate.Refused(429, "4", retryAfter: "90"), VendorFate.Refused(401, "190"), VendorFate.Refused(500));
        var refused = await Assert.ThrowsAsync<InvalidInputException>(() => ShowAsync("launch"));
        Assert.Equal((422, "refused_by_provider"), (refused.Status, refused.Problems[0].Code));
        Assert.Contains("Words of Meta", refused.Message, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(90), (await Assert.ThrowsAsync<BusyException>(() => ShowAsync("launch"))).RetryAfter);
        await Assert.ThrowsAsync<BusyException>(() => ShowAsync("launch"));
        await Assert.ThrowsAsync<BusyException>(() => ShowAsync("launch"));
    }

    private Task<string> ShowAsync(string name) =>
        reviewer.SubmitAsync(Submitted.Template(name), CancellationToken.None);

    private void Take(string token, string? app = MetaStandIn.App)
    {
        var options = new MetaOptions { AccessToken = token, BusinessAccountId = MetaStandIn.Account, PhoneNumbers = new Dictionary<string, string> { ["18005550101"] = MetaStandIn.Number }, Endpoint = new Uri(meta.Endpoint), AppId = app };
        var requests = new MetaRequests(options, http, NullLogger<MetaRequests>.Instance);
        (provider, reviewer) = (new MetaWhatsAppProvider(options, requests), new MetaTemplateReviewer(options, requests));
    }

    private static (HandOverResult, string?) Told(HandOver answer) => (answer.Result, answer.Reason);

    private static OutgoingMessage Message() => Sent.Message("+18005550101", "+919800000001") with { Template = new TemplateMessage("900", "launch", "en", ["Diwali"], ["Asha", "see \"it\" & <more>"]) };
}
