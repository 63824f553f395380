using ActiveReach.Campaigns.Moves;
using ActiveReach.Campaigns.Submissions;
using ActiveReach.Ids;

namespace ActiveReach.Campaigns.Standing;

/// <summary>A standing campaign is active as long as its schedule is on, whatever its runs do, and may be paused then.</summary>
internal static class StandingMoves
{
    extension(Campaign campaign)
    {
        public bool Stands => campaign.StandsAs is CampaignStatus.Active;

        /// <summary>What its schedule alone says; null where its runs say more.</summary>
        public CampaignStatus? StandsAs => !campaign.Definition.IsStanding ? null : (campaign.Schedule?.State, campaign.Status) switch
        {
            (ScheduleState.On, _) => CampaignStatus.Active,
            (ScheduleState.Paused, _) => CampaignStatus.Paused,
            (_, CampaignStatus.Cancelled) => CampaignStatus.Cancelled,
            _ => null,
        };

        /// <summary>What somebody's move makes of it; null where nothing is special about it.</summary>
        public Campaign? StandsAfter(CampaignMove move) => !campaign.Definition.IsStanding ? null : move switch
        {
            CampaignMove.Pause => campaign with { Status = CampaignStatus.Paused },
            CampaignMove.Resume => campaign with { Status = CampaignStatus.Active },
            CampaignMove.Cancel => campaign with { Status = CampaignStatus.Cancelled },
            _ => null,
        };
    }
}
