using System.Text.Json;
using ActiveReach.Approvals;
using ActiveReach.Audiences;
using ActiveReach.Audiences.Segments;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Carried;
using ActiveReach.Campaigns.Contents;
using ActiveReach.Campaigns.Definitions;
using ActiveReach.Campaigns.Drafts;
using ActiveReach.Campaigns.LocalTimes;
using ActiveReach.Campaigns.Moves;
using ActiveReach.Campaigns.Places;
using ActiveReach.Campaigns.Records;
using ActiveReach.Campaigns.Reviews;
using ActiveReach.Campaigns.Submissions;
using ActiveReach.Campaigns.Tracking;
using ActiveReach.Channels;
using ActiveReach.Experiments;
using ActiveReach.Inputs;
using ActiveReach.Links;
using ActiveReach.Lists;
using ActiveReach.Media;
using ActiveReach.Messages;
using ActiveReach.Outlets;
using ActiveReach.Problems;
using ActiveReach.Providers;
using ActiveReach.Runs;
using ActiveReach.Runs.Recurring;
using ActiveReach.TemplateLibrary;
using ActiveReach.Workspaces;
using Contracts.Conversions;
using Contracts.Delivery;
using Contracts.Documents;
using Microsoft.Extensions.Time.Testing;

namespace ActiveReach.Tests.Campaigns;

/// <summary>The campaign use cases over memory: a viewer, two senders and an admin at work.</summary>
internal sealed class Office
{
    public const string Complete = """
        {"name":"Launch","audience":{},"channels":[{"channel":"sms"}],"variants":[{"id":"A","content":{"sms":{"text":"Hi {{first_name}}"}}}]}
        """;

    public Office()
    {
        Shelf = new Shelf(Clock);
        Viewer = Staff.Add("viewer@example.com", Role.Viewer);
        Sender = Staff.Add("sender@example.com", Role.Sender);
        Other = Staff.Add("other@example.com", Role.Sender);
        Admin = Staff.Add("admin@example.com", Role.Admin);
        Validation = new CampaignValidation(
            Audiences, Crowd, new HouseProviders([new IdleCarrier(Channel.Sms), new IdleCarrier(Channel.Email), new IdleCarrier(Channel.WhatsApp)]), new ChosenSenders(),
            new SmsLimit(new MessageComposer(new LinkTokens(new LinkSigner(new byte[32])), Clock, "https://reach.example")), Places, new ChosenTemplates(Templates, new Uri("https://reach.example")), Carried, Outlets, Clock);
        Writer = new CampaignWriter(Shelf.Campaigns, Staff.Workspaces, Shelf.Derive, Clock);
        Links = new ApprovalLinks(new LinkSigner(new byte[32]), new Uri("https://reach.example"));
        Decide = new DecideApproval(Writer, Staff.Members, Reviews, Clock);
        Brief = new BriefApprovers(new AudienceLook(Audiences, Crowd), new BriefSamples(new MessageComposer(new LinkTokens(new LinkSigner(new byte[32])), Clock, "https://reach.example"), Carried));
        Desk = new ApprovalDesk(Links, Shelf.Campaigns, Staff.Workspaces, Staff.Members, Brief, Decide, Clock);
    }

    public CarriedMedia Carried => new(new SavedMedia(new MemoryDocuments()), new MediaLinks(new LinkSigner(new byte[32]), new Uri("https://reach.example")), Templates);

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));

    public Shelf Shelf { get; }

    public Staff Staff { get; } = new();

    public Crowd Crowd { get; } = new();

    public SavedSegments Segments { get; } = new(new MemoryDocuments());

    public Caller Viewer { get; }

    public Caller Sender { get; }

    public Caller Other { get; }

    public Caller Admin { get; }

    public CampaignValidation Validation { get; }

    public CampaignWriter Writer { get; }

    public ApprovalLinks Links { get; }

    public DecideApproval Decide { get; }

    public BriefApprovers Brief { get; }

    public ApprovalDesk Desk { get; }

    private ResolveAudience Audiences => new(Segments, Clock);

    public SteerRun SteerRun => new(Writer, Shelf.Runs, Shelf.RunWriter, Clock);

    private FindStart Start => new(new AudienceZones(Audiences, Crowd, Outlets), Clock);

    private OutletDirectories Outlets { get; } = new(new OutletRegister(new MemoryDocuments()));

    private PlacesOfCampaign Places => new(Outlets, Shelf.Campaigns);

    private SkipInstances Skip => new(Shelf.Campaigns, Shelf.Runs, Shelf.Derive, Staff.Workspaces, Clock);

    private Submission Submission => new(Validation, Staff.Members, Start, Reviews, Clock);

    public SavedTemplates Templates => new(Shelf);

    private TemplateReviews Reviews => new(Templates, Clock);

    public Task<Campaign> DraftAsync(Caller caller, string json = Complete) => new CreateCampaign(Writer, Validation, Places).RunAsync(caller, InputValue.Of(JsonElement.Parse(json)));

    public Task<Campaign> EditAsync(Caller caller, Campaign campaign, string patch, VersionCondition? condition = null) =>
        new EditCampaign(Writer, Validation, Places, Submission, Reviews).RunAsync(caller, campaign.Id, InputValue.Of(JsonElement.Parse(patch)), condition);

    public Task<Campaign> SubmitAsync(Caller caller, Campaign campaign) => new SubmitCampaign(Writer, Submission).RunAsync(caller, campaign.Id, null);

    public Task<Campaign> WithdrawAsync(Caller caller, Campaign campaign) => new WithdrawCampaign(Writer).RunAsync(caller, campaign.Id, null);

    public Task<Campaign> LaunchAsync(Caller caller, Campaign campaign) => new LaunchCampaign(Writer, Submission).RunAsync(caller, campaign.Id, null);

    public Task<Campaign> ScheduleAsync(Caller caller, Campaign campaign, string? schedule = null) =>
        new ScheduleCampaign(Writer, Submission).RunAsync(caller, campaign.Id, schedule is null ? null : JsonElement.Parse(schedule), null);

    public Task<Campaign> DecideAsync(Caller caller, Campaign campaign, bool approve) => Decide.RunAsync(caller, campaign.Id, new Decision(approve));

    public Task<Campaign> PauseAsync(Caller caller, Campaign campaign) => SteerAsync(caller, campaign, CampaignMove.Pause);

    public Task<Campaign> ResumeAsync(Caller caller, Campaign campaign) => SteerAsync(caller, campaign, CampaignMove.Resume);

    public Task<Campaign> CancelAsync(Caller caller, Campaign campaign) => SteerAsync(caller, campaign, CampaignMove.Cancel);

    public Task DeleteAsync(Caller caller, Campaign campaign) => new DeleteCampaign(Writer, new Comments(new MemoryDocuments())).RunAsync(caller, campaign.Id, null);

    public Task<Look> LookForApprovalAsync(Campaign campaign) =>
        new CheckApproval(Shelf.Campaigns, Staff.Workspaces, Staff.Members, Shelf.Derive, Skip, Clock).LookAsync(campaign.Workspace, campaign.Id, campaign.Submission);

    public Task<Look> LookForReviewAsync(Campaign campaign) =>
        new CheckReview(Shelf.Campaigns, Reviews, Shelf.Derive, Skip, Clock).LookAsync(campaign.Workspace, campaign.Id, campaign.Submission);

    public Task HearReviewAsync(string reference, bool isApproved, string? reason = null) =>
        new HearTemplateReview(Templates, new CampaignRows(Shelf), Shelf.Campaigns, Shelf, Clock).HearAsync(null, reference, isApproved, reason, Clock.GetUtcNow());

    public Task<Look> BeginAsync(Campaign campaign) =>
        new StartRun(Shelf.Campaigns, Shelf.Runs, Staff.Workspaces, Audiences, new ChosenSenders(), new RunNumbers(new MemoryDocuments()), Start, Skip, new ShareVariants(new MemoryLedger(), new MemoryConversions(), Shelf.Runs), Reviews, Carried, Clock).LookAsync(campaign.Workspace, campaign.Id, campaign.Submission);

    private async Task<Campaign> SteerAsync(Caller caller, Campaign campaign, CampaignMove move) =>
        (await new SteerCampaign(Writer, SteerRun, Shelf.Derive, Clock).RunAsync(caller, campaign.Id, move, null)).Value;

    public async Task<Campaign> NowAsync(Campaign campaign) => (await Shelf.Campaigns.FindAsync(campaign.Workspace, campaign.Id))!;

    public async Task<IReadOnlyList<string>> TrailAsync(Campaign campaign, string action) =>
        [.. (await new AuditTrail(Shelf).ListAsync(campaign.Workspace, new PageQuery(10, null, "at", false), action, campaign.Id.Value)).Items.Select(entry => entry.Action)];

    /// <summary>All of it: two that were read apart share no lists.</summary>
    public static string Text(Campaign campaign) => JsonSerializer.Serialize(campaign, Wire.Json);

    public Task<Run?> RunOfAsync(Campaign campaign) => Shelf.Runs.FindAsync(campaign.Run!.Value);
}
