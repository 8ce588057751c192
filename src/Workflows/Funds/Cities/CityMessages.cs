using System.Text.Json;
using Innovation.Workflows.Funds.Providers;
using Innovation.Workflows.Funds.Vouchers;
using Innovation.Workflows.Registers;
using Innovation.Workflows.Texts;

namespace Innovation.Workflows.Funds.Cities;

/// <summary>How an order of the issuing city stands; the last word of its history counts.</summary>
/// <param name="ServiceId">The service as the provider's city numbers it.</param>
public sealed record CityOrder(string Id, string Number, int Sequence, OrderStatus Status, string Enterprise, string EnterpriseUscc, string ProviderUscc, string ServiceId, string ServiceName,
    long Contract, long Deduction, DateOnly DeliverBy, DateTimeOffset? DueAt, string? Reason, string? InvoiceNumber, long? Redeemed, DateTimeOffset? RedeemedAt);

/// <summary>What a provider did on an order of the other city.</summary>
/// <param name="Act"><c>accept</c>, <c>cancel</c>, <c>deliver</c> or <c>redeem</c>.</param>
/// <param name="FileSha256">The invoice, by its hash in the store of the sender; on the wire its content goes along.</param>
public sealed record CityAct(string OrderId, string Act, string By, string Text = "", string InvoiceNumber = "", long InvoiceAmount = 0, string? FileName = null, string? FileSha256 = null, byte[]? File = null);

/// <summary>The lines of a clearing as the sender has them.</summary>
/// <param name="Issuing">The sender's own vouchers, which it pays.</param>
/// <param name="SettledOn">When the sender paid; null: not yet.</param>
public sealed record CityClearing(int Year, int Quarter, bool Issuing, IReadOnlyList<CityClearingLine> Lines, DateOnly? SettledOn = null, string? BankReference = null);

/// <summary>One redeemed order. Amount in 分.</summary>
public sealed record CityClearingLine(string Number, string ProviderUscc, string ProviderName, DateOnly RedeemedOn, long Amount);

/// <summary>One service of a recognised list; price in 分.</summary>
public sealed record RecognisedService(string Name, string Uscc, string LegalRepresentative, string Qualifications, DateOnly From, DateOnly? Until, string ServiceId, string ServiceName, ServiceType Type, string Description, long Price, string Unit, bool Statutory);

/// <summary>Answer to a message: accepted, and how the order stands after it.</summary>
public sealed record CityAnswer(string Status, CityOrder? Order = null, int Differences = 0);
