import { useState } from "react";
import {
  Button,
  ButtonLink,
  Card,
  Countdown,
  DescriptionList,
  Grid,
  LicenceCard,
  maskNumber,
  QrImage,
  Row,
  SealMark,
  Stack,
  StatusBadge,
  useText,
} from "../ui/index.ts";
import { galleryText } from "./gallery-text.ts";

const NOW = new Date("2026-11-22T09:10:05+08:00");

export function HomeSection() {
  const { licences: text, who } = useText(galleryText);
  const shared = { now: NOW, issuer: text.issuer, href: "/show" };
  return (
    <Grid columns={3}>
      <LicenceCard
        {...shared}
        name={text.business}
        holderName={text.company}
        number={maskNumber("91990100MA0000001X")}
        status="valid"
        expires={null}
        band="azure"
      />
      <LicenceCard
        {...shared}
        name={text.food}
        holderName={text.company}
        number={maskNumber("JY19999010000123")}
        status="valid"
        expires="2026-12-20"
        band="teal"
        action={
          <ButtonLink href="/show" variant="primary" icon="qr">
            {text.show}
          </ButtonLink>
        }
      />
      <LicenceCard
        {...shared}
        name={text.work}
        holderName={who.name}
        number={maskNumber("A042026000123")}
        status="valid"
        expires="2028-06-30"
        band="indigo"
      />
      <LicenceCard
        {...shared}
        name={text.health}
        holderName={text.company}
        number={maskNumber("990120260001")}
        status="valid"
        expires="2029-03-14"
        band="plum"
      />
      <LicenceCard
        {...shared}
        name={text.old}
        holderName={text.company}
        number={maskNumber("990100000123")}
        status="suspended"
        expires="2027-05-01"
        band="bronze"
      />
      <LicenceCard
        {...shared}
        name={text.medical}
        holderName={text.company}
        number={maskNumber("99YX2021000012")}
        status="expired"
        expires="2026-10-31"
        band="slate"
      />
    </Grid>
  );
}

const CODE = "LZ1:6BFOXN%TSMAHN-HP+J5+B0VN+LQNJFZN4E0IOJQ6C5QW6Q2";

export function ShowSection() {
  const { licences, show, verdict } = useText(galleryText);
  const [until] = useState(() => Date.now() + 37_000);
  return (
    <Grid>
      <Card>
        <Row align="between">
          <Row>
            <SealMark />
            <Stack gap="s">
              <h2>{licences.food}</h2>
            </Stack>
          </Row>
          <StatusBadge status="valid" />
        </Row>
        <QrImage value={CODE} label={show.code} size={320} />
        <Row align="between">
          <Countdown until={until} seconds={60} label={show.renew} />
          <span>{show.purpose}</span>
        </Row>
        <DescriptionList
          layout="sides"
          items={[
            { label: verdict.checks, value: licences.company },
            { label: licences.details, value: "JY19999010000123", numeric: true },
          ]}
        />
        <Row fill>
          <Button>{show.part}</Button>
          <Button icon="scan">{show.scan}</Button>
        </Row>
      </Card>
      <Card title={show.expired}>
        <QrImage
          value={CODE}
          label={show.expired}
          covered={
            <>
              <p>{show.expired}</p>
              <Button variant="primary" icon="refresh">
                {show.update}
              </Button>
            </>
          }
        />
        <Countdown until={until - 30_000} seconds={60} label={show.renew} />
      </Card>
    </Grid>
  );
}
