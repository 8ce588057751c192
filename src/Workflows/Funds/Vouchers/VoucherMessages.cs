using Innovation.Workflows.Messages;

namespace Innovation.Workflows.Funds.Vouchers;

/// <summary>Messages about vouchers and orders, in the transaction of what they tell of.</summary>
internal static class VoucherMessages
{
    public static Task TellOrganizationAsync(FundAct act, string streamId, int sequence, string? organizationId, string subject, string text) =>
        organizationId is null ? Task.CompletedTask : TellAsync(act, streamId, sequence, $"applicant@organization:{organizationId}", subject, text);

    public static Task TellAsync(FundAct act, string streamId, int sequence, string candidate, string subject, string text) =>
        MessageWriter.AddAsync(act.Db, [new NewMessage($"fund/{streamId}/{sequence}/{candidate}", MessageEvents.VoucherNews, candidate,
            new Dictionary<string, string?> { [MessageEvents.Act] = subject, [MessageEvents.Reason] = text }, act.At)], act.Cancellation);
}
