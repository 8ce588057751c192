using Innovation.Workflows.Definitions;
using Innovation.Workflows.Organizations;

namespace Innovation.Workflows.Messages;

/// <summary>Which events can reach whom, so that nobody chooses about messages that never come.</summary>
public static class MessageAudience
{
    public static bool Concerns(MessageEvent about, UserContext user) => about.Key switch
    {
        _ when about == MessageEvents.OrganizationRegistered => user.Has(ProcessRoles.Administrator),
        _ when about == MessageEvents.StatusChanged || about == MessageEvents.ReconsiderationDecided || about == MessageEvents.OrganizationApproved || about == MessageEvents.OrganizationRejected || about == MessageEvents.PaymentPaid || about == MessageEvents.PaymentReturned || about == MessageEvents.RecoveryClaimed => user.IsApplicant,
        _ when about == MessageEvents.ReviewOpened || about == MessageEvents.ReviewReminder => user.Has(ProcessRoles.Expert),
        _ when about == MessageEvents.VoucherNews || about == MessageEvents.Reminder || about == MessageEvents.Suspended || about == MessageEvents.ObjectionExtended || about == MessageEvents.Resumed => true,
        _ => !user.IsApplicant,
    };
}
