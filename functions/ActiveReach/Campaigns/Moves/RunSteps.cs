using ActiveReach.Ids;

namespace ActiveReach.Campaigns.Moves;

/// <summary>Runs by the table of campaigns: a run alone gives its campaign the status that it allows the same moves in.</summary>
internal static class RunSteps
{
    extension(Run run)
    {
        /// <summary>The status of a campaign that has only this run.</summary>
        public CampaignStatus CampaignStatus => run.Status switch
        {
            RunStatus.Prepared or RunStatus.Planning or RunStatus.Sending => CampaignStatus.Sending,
            RunStatus.Paused => CampaignStatus.Paused,
            RunStatus.Active => CampaignStatus.Active,
            RunStatus.Complete or RunStatus.Skipped => CampaignStatus.Complete,
            RunStatus.Failed => CampaignStatus.Failed,
            _ => CampaignStatus.Cancelled,
        };

        /// <summary>The run in another state, which its ledger has to know: the epoch goes up.</summary>
        public Run To(RunStatus status) => run with { Status = status, Epoch = run.Epoch + 1 };

        /// <summary>The run after what somebody does with it; null where its state doesn't allow that.</summary>
        public Run? After(CampaignMove move, DateTimeOffset now) => CampaignMoves.Targets(run, move) is null ? null : move switch
        {
            CampaignMove.Pause => StatusText.Explain(run.To(RunStatus.Paused)),
            CampaignMove.Resume => StatusText.Explain(run.To(RunStatus.Sending)),
            CampaignMove.Cancel => StatusText.Explain(run.To(RunStatus.Cancelled) with { CompletedAt = now }),
            _ => null,
        };
    }
}
