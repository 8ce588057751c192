using Innovation.Workflows.Funds.Vouchers;

namespace Innovation.Workflows.Funds.Cities;

/// <summary>通用通兑城市: another city with which vouchers are recognised both ways (handbook V02).</summary>
public sealed class CityRow : IFundStream
{
    public required string Id { get; init; }

    /// <summary>Such as 武汉市; unique.</summary>
    public required string Name { get; set; }

    /// <summary>结算单位 of the city, which is paid at the clearing; an organisation with a receiving account.</summary>
    public required string PayeeId { get; set; }

    /// <summary>Both installations know their link under this code; null: files only.</summary>
    public string? LinkCode { get; set; }

    /// <summary>Address of the other installation; null: files only.</summary>
    public string? Endpoint { get; set; }

    /// <summary>The shared secret of the link, protected.</summary>
    public string? ProtectedSecret { get; set; }

    /// <summary>Whether new orders are taken in either direction.</summary>
    public bool Active { get; set; } = true;

    /// <summary>Date of the recognised list that is in force.</summary>
    public DateOnly? ListedOn { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public int Sequence { get; set; }

    public string HeadHash { get; set; } = "";

    /// <summary>Whether the two installations talk to each other.</summary>
    public bool IsLinked => LinkCode is not null && Endpoint is not null && ProtectedSecret is not null;
}

/// <summary>外地券订单: an order that an enterprise of another city placed with a provider here, paid with that city's voucher.</summary>
public sealed class ForeignOrderRow : IFundStream
{
    public required string Id { get; init; }

    public required string CityId { get; init; }

    /// <summary>Name of the issuing city.</summary>
    public required string City { get; init; }

    /// <summary>Id in the other installation.</summary>
    public required string TheirId { get; init; }

    /// <summary>订单号 of the issuing city.</summary>
    public required string Number { get; init; }

    /// <summary>How far the history there had come when it was last told; an older word never overwrites a newer one.</summary>
    public int TheirSequence { get; set; }

    public required string EnterpriseName { get; init; }

    public required string EnterpriseUscc { get; init; }

    public required string ProviderId { get; init; }

    /// <summary>The provider as an organisation here.</summary>
    public required string OrganizationId { get; init; }

    public required string ProviderUscc { get; init; }

    public required string ProviderName { get; init; }

    public required string ServiceName { get; init; }

    /// <summary>In 分.</summary>
    public long Contract { get; set; }

    /// <summary>In 分.</summary>
    public long Deduction { get; set; }

    public DateOnly DeliverBy { get; set; }

    public OrderStatus Status { get; set; }

    public DateTimeOffset? DueAt { get; set; }

    /// <summary>Why it stands as it stands, in the words of the issuing city.</summary>
    public string? Reason { get; set; }

    public string? InvoiceNumber { get; set; }

    /// <summary>In 分.</summary>
    public long? Redeemed { get; set; }

    public DateTimeOffset? RedeemedAt { get; set; }

    /// <summary>What the provider did and the issuing city has not yet answered; null: nothing.</summary>
    public string? PendingAct { get; set; }

    /// <summary>Why the issuing city refused the last act; null: it did not.</summary>
    public string? Refusal { get; set; }

    /// <summary>The clearing in which it was settled.</summary>
    public string? ClearingId { get; set; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public int Sequence { get; set; }

    public string HeadHash { get; set; } = "";
}

/// <summary>A message to another installation: sent again until it is answered, and of one effect there.</summary>
public sealed class CityMessageRow
{
    /// <summary>Also the id of the command there.</summary>
    public required string Id { get; init; }

    public required string CityId { get; init; }

    public required CityMessageKind Kind { get; init; }

    /// <summary>The order, foreign order or clearing it is about.</summary>
    public required string SubjectId { get; init; }

    public required string Body { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public int Attempts { get; set; }

    /// <summary>When it is tried next; null: it is done with.</summary>
    public DateTimeOffset? NextAt { get; set; }

    public DateTimeOffset? AnsweredAt { get; set; }

    /// <summary>What went wrong last, or why the other side refused it.</summary>
    public string? Problem { get; set; }
}

public enum CityMessageKind
{
    /// <summary>订单: how an order of ours with their provider stands.</summary>
    Order,

    /// <summary>办理: what our provider did on an order of theirs.</summary>
    Act,

    /// <summary>清算单: the lines of a quarter as they stand here.</summary>
    Clearing,
}
