using ActiveReach.Access.Notices;
using ActiveReach.Approvals;
using ActiveReach.Audiences.Segments;
using ActiveReach.Campaigns.Definitions;
using ActiveReach.Campaigns.Drafts;
using ActiveReach.Campaigns.LocalTimes;
using ActiveReach.Campaigns.Moves;
using ActiveReach.Campaigns.Places;
using ActiveReach.Campaigns.Records;
using ActiveReach.Campaigns.Reviews;
using ActiveReach.Campaigns.Submissions;
using ActiveReach.Campaigns;
using ActiveReach.Functions.Campaigns;
using ActiveReach.Functions.Http;
using ActiveReach.Links;
using ActiveReach.Outlets;
using ActiveReach.Retention;
using ActiveReach.TemplateLibrary;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Functions.Composition;

internal static class CampaignsComposition
{
    /// <summary>Drafts, moves and approval.</summary>
    public static IServiceCollection AddCampaigns(this IServiceCollection services) => services
        .AddSingleton<PendingIntents>()
        .AddSingleton<CampaignRecords>()
        .AddSingleton<CampaignRows>()
        .AddSingleton<RunRecords>()
        .AddSingleton<OutletVerdicts>()
        .AddSingleton<RunWriter>()
        .AddSingleton<DeriveStatus>()
        .AddSingleton<ICampaignAudiences, CampaignAudiences>()
        .AddSingleton<ICampaignsOfOutlets, CampaignAudiences>()
        .AddSingleton<ChosenSenders>()
        .AddSingleton<SavedTemplates>()
        .AddSingleton<SaveTemplate>()
        .AddSingleton<SubmitTemplate>()
        .AddSingleton(provider => new ChosenTemplates(provider.GetRequiredService<SavedTemplates>(), provider.GetRequiredService<AccessOptions>().PublicUrl))
        .AddSingleton<TemplateReviews>()
        .AddSingleton<HearTemplateReview>()
        .AddSingleton<PlacesOfCampaign>()
        .AddSingleton<OutletOverrides>()
        .AddSingleton<AudienceZones>()
        .AddSingleton<FindStart>()
        .AddSingleton<CampaignValidation>()
        .AddSingleton<CampaignWriter>()
        .AddSingleton<Submission>()
        .AddSingleton<CreateCampaign>()
        .AddSingleton<EditCampaign>()
        .AddSingleton<DuplicateCampaign>()
        .AddSingleton<DeleteCampaign>()
        .AddSingleton<SubmitCampaign>()
        .AddSingleton<WithdrawCampaign>()
        .AddSingleton<LaunchCampaign>()
        .AddSingleton<ScheduleCampaign>()
        .AddSingleton<SteerRun>()
        .AddSingleton<SteerCampaign>()
        .AddSingleton<Comments>()
        .AddSingleton<CommentOnCampaign>()
        .AddSingleton<ShowCampaign>()
        .AddSingleton<CampaignAnswers>()
        .AddSingleton<DecideApproval>()
        .AddSingleton<ListApprovals>()
        .AddSingleton<AudienceLook>()
        .AddSingleton<BriefSamples>()
        .AddSingleton<LookAtMessages>()
        .AddSingleton<BriefApprovers>()
        .AddSingleton<ApprovalDesk>()
        .AddSingleton<ApprovalNotices>()
        .AddSingleton<MemberNotices>()
        .AddSingleton(provider => new RetentionStep(_ => MemberNotices.Kept, provider.GetRequiredService<MemberNotices>().RemoveOldAsync))
        .AddSingleton(provider => new ApprovalLinks(provider.GetRequiredService<LinkSigner>(), provider.GetRequiredService<AccessOptions>().PublicUrl))
        .AddSingleton<Doorbells>();
}
